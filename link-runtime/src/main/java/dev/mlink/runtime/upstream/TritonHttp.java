package dev.mlink.runtime.upstream;

import dev.mlink.runtime.propagation.Endings;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.triton.TritonAddress;
import io.grpc.Context;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.streams.WriteStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Passes requests on to Triton's HTTP port, bytes unchanged both ways. */
public final class TritonHttp {
    private static final int UNAVAILABLE = 503;
    private static final int FIRST_ERROR = 300;
    /** What concerns one connection only (RFC 9110, 7.6.1), and what the client computes itself. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "content-length",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect");

    private final HttpClient client;
    private final InFlight inFlight;
    private final Tracing tracing;

    public TritonHttp(HttpClient client, InFlight inFlight, Tracing tracing) {
        this.client = client;
        this.inFlight = inFlight;
        this.tracing = tracing;
    }

    /** Sends a request about a model; the reply never fails exceptionally. */
    public CompletionStage<Reply<HttpAnswer>> send(
            TritonAddress address, Diagnosis diagnosis, HttpQuestion question, Context scope) {
        return inFlight.during(diagnosis.model(), () -> client.request(options(address, question))
                .map(request -> forward(address, question, request, scope))
                .otherwise(refused -> Future.succeededFuture(unreachable(address)))
                .compose(reply -> reply)
                .map(reply -> diagnose(diagnosis, reply))
                .toCompletionStage());
    }

    /** Takes an answer as it comes. */
    public interface Listener {
        WriteStream<Buffer> begin(int status, MultiMap headers);

        /** No more will come, although it was not all. */
        void broken();
    }

    /**
     * Sends a request about a model and hands its answer on while it comes, no faster than the listener takes it; an error
     * comes whole, in the reply. Never fails exceptionally.
     *
     * @return what to say where nothing was handed on
     */
    public CompletionStage<Reply<HttpAnswer>> pass(
            TritonAddress address, Diagnosis diagnosis, HttpQuestion question, Context scope, Listener listener) {
        return inFlight.during(diagnosis.model(), () -> client.request(options(address, question))
                .map(request -> begin(address, question, request, scope)
                        .compose(response -> hear(response, listener))
                        .recover(broken -> Future.succeededFuture(broken())))
                .otherwise(refused -> Future.succeededFuture(unreachable(address)))
                .compose(reply -> reply)
                .map(reply -> diagnose(diagnosis, reply))
                .toCompletionStage());
    }

    private static Future<Reply<HttpAnswer>> hear(HttpClientResponse response, Listener listener) {
        if (response.statusCode() >= FIRST_ERROR) {
            return response.body().map(body -> answered(response, body));
        }
        return response.pipe()
                .endOnFailure(false) // or what was cut off would look complete
                .to(listener.begin(response.statusCode(), response.headers()))
                .map(end -> answered(response, Buffer.buffer()))
                .onFailure(cut -> listener.broken());
    }

    /** Whether a header is about one connection rather than about the message. */
    public static boolean hopByHop(String header) {
        return HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
    }

    private static RequestOptions options(TritonAddress address, HttpQuestion question) {
        return new RequestOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setMethod(question.method())
                .setURI(question.path());
    }

    private Future<Reply<HttpAnswer>> forward(
            TritonAddress address, HttpQuestion question, HttpClientRequest request, Context scope) {
        return begin(address, question, request, scope)
                .compose(response -> response.body().map(body -> answered(response, body)))
                .recover(broken -> Future.succeededFuture(broken()));
    }

    /** Ends with the head of the answer; the request is given up with its scope until all of the answer has come. */
    private Future<HttpClientResponse> begin(
            TritonAddress address, HttpQuestion question, HttpClientRequest request, Context scope) {
        question.headers().forEach(header -> {
            if (!hopByHop(header.getKey())) {
                request.putHeader(header.getKey(), header.getValue());
            }
        });
        Span span = tracing.departs(scope, question.method().name(), request, HttpClientRequest::putHeader);
        span.setAttribute("http.request.method", question.method().name());
        span.setAttribute("url.path", request.path());
        span.setAttribute("server.address", address.host());
        span.setAttribute("server.port", address.port());
        Context.CancellationListener reset = cancelled -> request.reset();
        scope.addListener(reset, Runnable::run);
        return request.send(question.body())
                .onSuccess(response -> response.end().onComplete(done -> {
                    scope.removeListener(reset);
                    new Endings(span, false).with(response.statusCode());
                }))
                .onFailure(broken -> {
                    scope.removeListener(reset);
                    new Endings(span, false).lost("the connection was lost");
                });
    }

    private static Reply<HttpAnswer> answered(HttpClientResponse response, Buffer body) {
        HttpAnswer answer = new HttpAnswer(response.statusCode(), response.headers(), body);
        return response.statusCode() < FIRST_ERROR
                ? new Reply<>(Outcome.ANSWERED, answer, "")
                : new Reply<>(Outcome.REFUSED, answer, error(answer));
    }

    private static Reply<HttpAnswer> unreachable(TritonAddress address) {
        return lost(Outcome.GONE, "Triton at " + address + " cannot be reached");
    }

    private static Reply<HttpAnswer> broken() {
        return lost(Outcome.BROKEN, "the connection to Triton was lost");
    }

    private static Reply<HttpAnswer> lost(Outcome outcome, String sentence) {
        return new Reply<>(outcome, HttpAnswer.error(UNAVAILABLE, sentence), sentence);
    }

    /** A model of the group that is gone or dead will be back: 503 says that asking again is worth while. */
    private static Reply<HttpAnswer> diagnose(Diagnosis diagnosis, Reply<HttpAnswer> reply) {
        Outcome outcome = reply.outcome() == Outcome.REFUSED ? diagnosis.of(reply.error()) : reply.outcome();
        return outcome == reply.outcome() ? reply : lost(outcome, reply.error());
    }

    private static String error(HttpAnswer answer) {
        try {
            return answer.body().toJsonObject().getString("error", "");
        } catch (DecodeException | ClassCastException other) {
            return "";
        }
    }
}
