package dev.mlink.runtime.protocol;

import dev.mlink.runtime.admission.Admission;
import dev.mlink.runtime.admission.Admitted;
import dev.mlink.runtime.admission.Limit;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes calls of gRPC in as far as the budget goes. Bytes count from when they arrive, before a message is put together,
 * until the message is answered.
 */
final class AdmittedCalls implements ServerInterceptor {
    private static final Context.Key<Arriving> ARRIVING = Context.key("mlink-arriving");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Admission admission;
    private final Set<Guard<?, ?>> receiving = ConcurrentHashMap.newKeySet();

    AdmittedCalls(Admission admission) {
        this.admission = admission;
    }

    /** Counts what arrives, for the gRPC server. */
    ServerStreamTracer.Factory counting() {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new Arriving(admission.admit());
            }
        };
    }

    /** Of the current stream. */
    static StreamedBytes bytes() {
        return ARRIVING.get();
    }

    /** Gives up, from now on, calls whose requests do not come. */
    void watch(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(
                () -> receiving.forEach(Guard::giveUpIfLate), SECOND, SECOND, TimeUnit.NANOSECONDS);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Arriving arriving = ARRIVING.get();
        if (arriving.admitted.isEmpty()) {
            call.close(exhausted(admission.refuse(Limit.CALLS)), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        boolean unary = call.getMethodDescriptor().getType() == MethodType.UNARY;
        Guard<Q, R> guard = new Guard<>(call, next.startCall(call, headers), unary);
        arriving.watched(guard);
        return guard;
    }

    private static Status exhausted(String sentence) {
        return Status.RESOURCE_EXHAUSTED.withDescription(sentence);
    }

    /** One call on the wire. */
    private final class Arriving extends ServerStreamTracer implements StreamedBytes {
        private final Optional<Admitted> admitted;
        private Optional<Guard<?, ?>> guard = Optional.empty();
        private long wire;
        private long inflated;

        Arriving(Optional<Admitted> admitted) {
            this.admitted = admitted;
        }

        void watched(Guard<?, ?> call) {
            guard = Optional.of(call);
        }

        @Override
        public Context filterContext(Context context) {
            return context.withValue(ARRIVING, this);
        }

        @Override
        public void inboundWireSize(long bytes) {
            wire += bytes;
            need();
        }

        @Override
        public void inboundUncompressedSize(long bytes) {
            inflated += bytes;
            need();
        }

        @Override
        public void came(int bytes) {
            wire = 0;
            inflated = 0;
            admitted.ifPresent(stream -> stream.keep(bytes));
        }

        @Override
        public void answered(int bytes) {
            admitted.ifPresent(stream -> stream.answered(bytes));
        }

        @Override
        public void streamClosed(Status status) {
            guard.ifPresent(receiving::remove);
            admitted.ifPresent(Admitted::close);
        }

        private void need() {
            long bytes = Math.max(wire, inflated);
            if (bytes > admission.limits().largestMessage()) {
                giveUp(Limit.LARGEST_MESSAGE);
            } else if (admitted.isPresent() && !admitted.get().need(bytes)) {
                giveUp(Limit.IN_FLIGHT);
            }
        }

        private void giveUp(Limit limit) {
            guard.ifPresent(call -> call.giveUp(limit));
        }
    }

    private enum State {
        COMING,
        WHOLE,
        GIVEN_UP
    }

    /** Hands a call on unless it was given up. */
    private final class Guard<Q, R> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, R> call;
        private final long began = System.nanoTime();
        private final AtomicReference<State> state = new AtomicReference<>(State.COMING);

        Guard(ServerCall<Q, R> call, ServerCall.Listener<Q> listener, boolean unary) {
            super(listener);
            this.call = call;
            if (unary) {
                receiving.add(this);
            }
        }

        void giveUp(Limit limit) {
            if (state.compareAndSet(State.COMING, State.GIVEN_UP)) {
                receiving.remove(this);
                call.close(exhausted(admission.refuse(limit)), new Metadata());
            }
        }

        void giveUpIfLate() {
            if (System.nanoTime() - began > admission.limits().receive().toNanos()) {
                giveUp(Limit.RECEIVE);
            }
        }

        @Override
        public void onMessage(Q message) {
            if (state.get() != State.GIVEN_UP) {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            receiving.remove(this);
            if (state.compareAndSet(State.COMING, State.WHOLE)) {
                super.onHalfClose();
            }
        }
    }
}
