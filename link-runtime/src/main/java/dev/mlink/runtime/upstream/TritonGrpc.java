package dev.mlink.runtime.upstream;

import dev.mlink.runtime.propagation.AccessKeys;
import dev.mlink.runtime.propagation.GrpcCarrier;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.upstream.Reply.Outcome;
import dev.mlink.runtime.upstream.UnaryCall.End;
import dev.mlink.triton.InferencePassThrough;
import dev.mlink.triton.TritonAddress;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls Triton over gRPC under the deadline and the cancellation of a scope. */
public final class TritonGrpc {
    /** What gRPC calls the end of a connection; a deadline or a client that left is not Triton's fault. */
    private static final Set<Status.Code> LOST =
            EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.INTERNAL, Status.Code.UNKNOWN);

    /** Answers are handled on the event loop, where nothing waits. */
    private static final CallOptions DIRECT = CallOptions.DEFAULT.withExecutor(Runnable::run);

    private static final GrpcCarrier CARRIER = new GrpcCarrier();

    private final TritonChannels channels;
    private final InFlight inFlight;
    private final Tracing tracing;

    public TritonGrpc(TritonChannels channels, InFlight inFlight, Tracing tracing) {
        this.channels = channels;
        this.inFlight = inFlight;
        this.tracing = tracing;
    }

    /** Sends an encoded ModelInferRequest; the reply never fails exceptionally. */
    public CompletionStage<Reply<GrpcAnswer>> infer(
            TritonAddress address, Diagnosis diagnosis, byte[] message, Context scope) {
        SendWatch watch = new SendWatch();
        CallOptions options = DIRECT.withStreamTracerFactory(watch);
        return inFlight.during(
                        diagnosis.model(), () -> start(address, InferencePassThrough.METHOD, options, message, scope))
                .thenApply(end -> reply(address, diagnosis, watch, end));
    }

    /** For one ModelStreamInfer call of a client, under its deadline and cancellation. */
    public Conversations conversations(Context scope, Conversations.Client client) {
        return new Conversations(this, scope, client);
    }

    Conversation converse(
            TritonAddress address,
            Context scope,
            Function<BiFunction<Diagnosis, Status, Reply<GrpcAnswer>>, Conversation> form) {
        SendWatch watch = new SendWatch();
        Conversation conversation = form.apply((diagnosis, status) -> failed(address, diagnosis, watch, status));
        Context before = scope.attach();
        try {
            CallOptions options = DIRECT.withStreamTracerFactory(watch);
            Departure departure = departure(address, InferencePassThrough.STREAMED, scope);
            conversation.start(channels.to(address).newCall(InferencePassThrough.STREAMED, options), departure);
            return conversation;
        } finally {
            scope.detach(before);
        }
    }

    <T> CompletionStage<T> counted(Diagnosis diagnosis, Supplier<CompletionStage<T>> call) {
        return inFlight.during(diagnosis.model(), call);
    }

    /** Any other unary call; fails with a {@link io.grpc.StatusRuntimeException}. */
    public <Q, R> CompletionStage<R> ask(
            TritonAddress address, MethodDescriptor<Q, R> method, Q question, Context scope) {
        return start(address, method, DIRECT, question, scope).thenApply(end -> end.message()
                .filter(message -> end.status().isOk())
                .orElseThrow(() -> end.status().asRuntimeException()));
    }

    private <Q, R> CompletableFuture<End<R>> start(
            TritonAddress address, MethodDescriptor<Q, R> method, CallOptions options, Q message, Context scope) {
        Context before = scope.attach();
        try {
            ClientCall<Q, R> call = channels.to(address).newCall(method, options);
            Departure departure = departure(address, method, scope);
            CompletableFuture<End<R>> end = UnaryCall.start(call, departure.headers(), message);
            return departure.span().isRecording()
                    ? end.whenComplete((ended, none) -> departure.ended(ended.status()))
                    : end;
        } finally {
            scope.detach(before);
        }
    }

    private Departure departure(TritonAddress address, MethodDescriptor<?, ?> method, Context scope) {
        Metadata headers = AccessKeys.of(scope).orElseGet(channels::ownKeys).metadata();
        Span span = tracing.departs(scope, method.getFullMethodName(), headers, CARRIER);
        span.setAttribute("rpc.system", "grpc");
        span.setAttribute("server.address", address.host());
        span.setAttribute("server.port", address.port());
        return new Departure(headers, span);
    }

    private Reply<GrpcAnswer> reply(TritonAddress address, Diagnosis diagnosis, SendWatch watch, End<byte[]> end) {
        Status status = end.status();
        if (status.isOk()) {
            return new Reply<>(
                    Outcome.ANSWERED, new GrpcAnswer(status, end.message().orElseThrow()), "");
        }
        return failed(address, diagnosis, watch, status);
    }

    private Reply<GrpcAnswer> failed(TritonAddress address, Diagnosis diagnosis, SendWatch watch, Status status) {
        if (!watch.connected() && status.getCode() == Status.Code.UNAVAILABLE) {
            channels.reconnect(address);
            return failed(
                    Outcome.GONE, Status.UNAVAILABLE.withDescription("Triton at " + address + " cannot be reached"));
        }
        if (!watch.answered() && LOST.contains(status.getCode())) {
            return failed(
                    Outcome.BROKEN,
                    Status.UNAVAILABLE.withDescription(
                            "the connection to Triton was lost: " + status.getDescription()));
        }
        Outcome outcome = diagnosis.of(sentence(status));
        return failed(outcome, outcome == Outcome.REFUSED ? status : unavailable(status));
    }

    /** A model of the group that is gone or dead will be back: the code says that asking again is worth while. */
    private static Status unavailable(Status status) {
        return Status.UNAVAILABLE.withDescription(sentence(status));
    }

    private static Reply<GrpcAnswer> failed(Outcome outcome, Status status) {
        return new Reply<>(outcome, GrpcAnswer.failed(status), sentence(status));
    }

    private static String sentence(Status status) {
        return status.getDescription() == null ? "" : status.getDescription();
    }
}
