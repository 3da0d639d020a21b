package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mlink.runtime.admission.Admission;
import dev.mlink.runtime.admission.Admitted;
import dev.mlink.runtime.admission.Limit;
import dev.mlink.runtime.propagation.Endings;
import dev.mlink.runtime.propagation.Traced;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.protocol.HttpPath.Subject;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.routing.Statistics;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.runtime.upstream.TritonHttp;
import io.grpc.Context;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The HTTP port. Runs on the event loops: nothing here waits. */
public final class HttpFrontDoor {
    private static final HttpCarrier CARRIER = new HttpCarrier();

    /** Long enough for a client to read why. */
    private static final long LINGER_MILLIS = 1_000;

    private final Admission admission;
    private final Tracing tracing;
    private final HttpInferences inferences;
    private final HttpGenerations generations;
    private final HttpInquiries inquiries;

    /**
     * @param http passes on what came over HTTP; empty where nothing goes to Triton's HTTP port
     * @param generations the same for answers that come bit by bit, whose connections are held long
     * @param grpc asks instead where it is empty
     */
    public HttpFrontDoor(
            Router router,
            Catalogue catalogue,
            Statistics statistics,
            Optional<TritonHttp> http,
            Optional<TritonHttp> generations,
            TritonGrpc grpc,
            ServerDescription description,
            Admission admission,
            Tracing tracing) {
        ObjectMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .build();
        this.admission = admission;
        this.tracing = tracing;
        HttpInferWriter writer = new HttpInferWriter(json);
        HttpExecution execution = http.map(HttpExecution::passedOn).orElseGet(() -> new Transcoding(grpc, writer));
        this.inferences = new HttpInferences(router, catalogue, execution, writer, json);
        this.generations = new HttpGenerations(router, generations);
        this.inquiries = new HttpInquiries(catalogue, statistics, http, description, json);
    }

    /** Answers one request. */
    public void handle(HttpServerRequest request) {
        Context asking = Callers.asking(request);
        Optional<Traced> traced = tracing.arrived(asking, request.method().name(), request.headers(), CARRIER);
        Context.CancellableContext scope =
                traced.map(Traced::scope).orElse(asking).withCancellation();
        traced.ifPresent(begun -> describe(request, begun.span(), scope));
        Optional<Admitted> admitted = admission.admit();
        if (admitted.isPresent()) {
            take(request, new Room(admission, admitted.get()), scope);
        } else {
            refuse(request, Room.exhausted(admission.refuse(Limit.CALLS)));
        }
    }

    private static void describe(HttpServerRequest request, Span span, Context scope) {
        span.setAttribute("http.request.method", request.method().name());
        span.setAttribute("url.path", request.path());
        Endings endings = new Endings(span, true);
        request.response()
                .bodyEndHandler(sent -> endings.with(request.response().getStatusCode()));
        scope.addListener(left -> endings.lost("the client has left"), Runnable::run);
    }

    private void take(HttpServerRequest request, Room room, Context.CancellableContext scope) {
        request.response()
                .closeHandler(left -> {
                    scope.cancel(null);
                    room.admitted().close();
                })
                .endHandler(sent -> room.admitted().close());
        ArrivingBody.of(request, room)
                .onSuccess(body -> answer(request, body, scope, room)
                        .whenComplete(
                                (answer, failure) -> send(request.response(), answered(request, answer, failure))))
                .onFailure(broken -> {
                    if (broken instanceof Refusal refusal) {
                        refuse(request, refusal);
                    }
                    scope.cancel(broken);
                });
    }

    /** Before the request was read: what still comes of it is dropped, and then the connection. */
    private static void refuse(HttpServerRequest request, Refusal refusal) {
        request.response().putHeader("Connection", "close");
        send(request.response(), HttpErrors.of(refusal, request.path()));
        Vertx.currentContext().owner().setTimer(LINGER_MILLIS, timer -> request.connection()
                .close());
        request.resume();
    }

    private CompletionStage<HttpAnswer> answer(HttpServerRequest request, Buffer body, Context scope, Room room) {
        Optional<HttpPath> path = HttpPath.parse(request.path());
        if (path.isEmpty()) {
            return CompletableFuture.completedFuture(HttpErrors.plain(HttpStatus.NOT_FOUND, "Not Found"));
        }
        boolean unserved = path.get().subject() == Subject.UNSERVED;
        if (!unserved && !path.get().verb().equals(request.method().name())) {
            return CompletableFuture.completedFuture(
                    HttpErrors.of(HttpStatus.METHOD_NOT_ALLOWED, "Method Not Allowed", request.path()));
        }
        HttpQuestion question = new HttpQuestion(request.method(), request.uri(), request.headers(), body);
        try {
            return switch (path.get().subject()) {
                case MODEL_INFER -> inferences.answer(path.get(), question, scope, room);
                case MODEL_GENERATE, MODEL_GENERATE_STREAM -> generations.answer(
                        path.get(), question, scope, request.response());
                default -> inquiries.answer(path.get(), question, scope);
            };
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private static HttpAnswer answered(HttpServerRequest request, HttpAnswer answer, Throwable failure) {
        return failure == null ? answer : HttpErrors.of(failure, request.path());
    }

    /** The length is computed here; what concerns only the connection to Triton does not concern the client's. */
    private static void send(HttpServerResponse response, HttpAnswer answer) {
        if (response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(header -> {
            if (!TritonHttp.hopByHop(header.getKey())) {
                response.putHeader(header.getKey(), header.getValue());
            }
        });
        response.putHeader("Content-Length", Integer.toString(answer.body().length())); // of HEAD too
        response.end(answer.body());
    }
}
