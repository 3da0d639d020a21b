package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonHttp;
import io.grpc.Context;
import io.grpc.Status;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Triton's generate extension: what a loaded model says is handed on while it says it. */
final class HttpGenerations {
    private final Router router;
    private final Optional<TritonHttp> triton;
    private final DirectiveReader directives = new DirectiveReader();

    /** @param triton empty where HTTP does not lead there */
    HttpGenerations(Router router, Optional<TritonHttp> triton) {
        this.router = router;
        this.triton = triton;
    }

    /**
     * The answer for a client that was told nothing yet; otherwise what it was told is all.
     *
     * @throws Refusal for a model that is not loaded, and where there is no way to Triton over HTTP
     */
    CompletionStage<HttpAnswer> answer(HttpPath path, HttpQuestion question, Context scope, HttpServerResponse client) {
        HttpInferBody.of(question.body(), Optional.empty()).scan().requireHarmless();
        ForwardedHeaders headers = new ForwardedHeaders(question.headers());
        directives.read(Map.of(), headers.ours()); // what is none is refused, as everywhere
        HttpQuestion forwarded = new HttpQuestion(
                question.method(), question.path(), headers.forTriton(HttpInferBody.JSON), question.body());
        return router.execute(
                        path.model(),
                        "generate",
                        question.body().length(),
                        (endpoint, diagnosis, within) -> triton.orElseThrow(HttpGenerations::noWay)
                                .pass(endpoint.http(), diagnosis, forwarded, within, new Client(client)),
                        scope)
                .thenApply(Reply::answer);
    }

    private record Client(HttpServerResponse response) implements TritonHttp.Listener {
        @Override
        public WriteStream<Buffer> begin(int status, MultiMap headers) {
            response.setStatusCode(status);
            headers.forEach(header -> {
                if (!TritonHttp.hopByHop(header.getKey())) {
                    response.putHeader(header.getKey(), header.getValue());
                }
            });
            if (headers.contains("Content-Length")) {
                response.putHeader("Content-Length", headers.get("Content-Length"));
            } else {
                response.setChunked(true);
            }
            return response;
        }

        @Override
        public void broken() {
            response.reset();
        }
    }

    private static Refusal noWay() {
        return new Refusal(Status.UNIMPLEMENTED.withDescription(
                "generate needs Triton's HTTP port, to which nothing goes where triton.tls is declared; ask for an"
                        + " inference, or over gRPC for a stream"));
    }
}
