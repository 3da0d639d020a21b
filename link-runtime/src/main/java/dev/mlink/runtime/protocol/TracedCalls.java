package dev.mlink.runtime.protocol;

import dev.mlink.runtime.propagation.Endings;
import dev.mlink.runtime.propagation.GrpcCarrier;
import dev.mlink.runtime.propagation.Traced;
import dev.mlink.runtime.propagation.Tracing;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/** A span for every call of gRPC. */
record TracedCalls(Tracing tracing) implements ServerInterceptor {
    private static final GrpcCarrier CARRIER = new GrpcCarrier();

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        return tracing.arrived(Context.current(), method, headers, CARRIER)
                .map(traced -> Contexts.interceptCall(traced.scope(), ending(call, traced), headers, next))
                .orElseGet(() -> next.startCall(call, headers));
    }

    private static <Q, R> ServerCall<Q, R> ending(ServerCall<Q, R> call, Traced traced) {
        Endings endings = new Endings(traced.span(), true);
        traced.span().setAttribute("rpc.system", "grpc");
        // a client that left, or whose deadline has passed, closes no call; one that was closed before has ended
        traced.scope()
                .addListener(
                        left -> endings.with(Optional.ofNullable(Contexts.statusFromCancelled(left))
                                .orElse(Status.CANCELLED)),
                        Runnable::run);
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                endings.with(status);
                super.close(status, trailers);
            }
        };
    }
}
