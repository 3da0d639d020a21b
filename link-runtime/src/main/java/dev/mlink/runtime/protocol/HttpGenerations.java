package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.runtime.upstream.TritonHttp;
import io.grpc.Context;
import io.grpc.Status;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Triton's generate extension: what a loaded model says is handed on while it says it. */
final class HttpGenerations {
    private final Catalogue catalogue;
    private final Optional<TritonHttp> triton;

    /** @param triton empty where HTTP does not lead there */
    HttpGenerations(Catalogue catalogue, Optional<TritonHttp> triton) {
        this.catalogue = catalogue;
        this.triton = triton;
    }

    /**
     * The answer for a client that was told nothing yet; otherwise what it was told is complete.
     *
     * @throws Refusal for a model that is not loaded, and where there is no way to Triton over HTTP
     */
    CompletionStage<HttpAnswer> answer(HttpPath path, HttpQuestion question, Context scope, HttpServerResponse client) {
        HttpInferBody.of(question.body(), Optional.empty()).scan().requireHarmless();
        Endpoint endpoint = catalogue.executedAt(path.model()).orElseThrow(() -> notLoaded(path));
        return triton.orElseThrow(HttpGenerations::noWay)
                .pass(
                        endpoint.http(),
                        new Diagnosis(path.model(), path.version()),
                        question,
                        scope,
                        (status, headers) -> begin(client, status, headers));
    }

    private static WriteStream<Buffer> begin(HttpServerResponse client, int status, MultiMap headers) {
        client.setStatusCode(status);
        headers.forEach(header -> {
            if (!TritonHttp.hopByHop(header.getKey())) {
                client.putHeader(header.getKey(), header.getValue());
            }
        });
        if (headers.contains("Content-Length")) {
            client.putHeader("Content-Length", headers.get("Content-Length"));
        } else {
            client.setChunked(true);
        }
        return client;
    }

    private static Refusal noWay() {
        return new Refusal(Status.UNIMPLEMENTED.withDescription(
                "generate needs Triton's HTTP port, to which nothing goes where triton.tls is declared; ask for an"
                        + " inference, or over gRPC for a stream"));
    }

    private Refusal notLoaded(HttpPath path) {
        return catalogue.signature(path.model()).isPresent()
                ? new Refusal(Status.UNAVAILABLE.withDescription("model '" + path.model()
                        + "' is not loaded, and generate is not predicted; ask for an inference"))
                : new Refusal(Status.NOT_FOUND.withDescription(
                        "Request for unknown model: '" + path.model() + "' is not found"));
    }
}
