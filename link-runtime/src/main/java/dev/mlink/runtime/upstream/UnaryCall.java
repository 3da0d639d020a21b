package dev.mlink.runtime.upstream;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Collects one answer and how the call ended; completes exactly once, never exceptionally. */
final class UnaryCall<T> extends ClientCall.Listener<T> {

    /**
     * @param status how it ended
     * @param message there when the status is OK
     */
    record End<T>(Status status, Optional<T> message) {}

    private final CompletableFuture<End<T>> end = new CompletableFuture<>();
    private Optional<T> message = Optional.empty();

    /** Sends the request and half-closes. */
    static <Q, T> CompletableFuture<End<T>> start(ClientCall<Q, T> call, Metadata headers, Q request) {
        UnaryCall<T> listener = new UnaryCall<>();
        call.start(listener, headers);
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        return listener.end;
    }

    @Override
    public void onMessage(T received) {
        message = Optional.of(received);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        boolean empty = status.isOk() && message.isEmpty();
        end.complete(new End<>(empty ? Status.INTERNAL.withDescription("no answer came") : status, message));
    }
}
