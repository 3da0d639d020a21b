package dev.mlink.runtime.sharing;

import dev.mlink.runtime.propagation.Propagated;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One execution that several requests wait for. It lives as long as the one that waits longest, and is cancelled when the
 * last has left. Safe for several threads.
 */
final class SharedRun {
    private final Map<String, Tensor> inputs;
    private final long held;
    private final boolean followed;
    private final Context.CancellableContext scope;
    private final CompletableFuture<Tensor> output = new CompletableFuture<>();
    private int waiting;
    private boolean abandoned;

    /**
     * @param followed whether it belongs to a client that asked the model itself, and ends with that client
     * @param first of those that wait
     */
    SharedRun(Question question, boolean followed, Context first) {
        this.scope = new Propagated(first).alone().withCancellation();
        this.inputs = question.inputs();
        this.held = question.held();
        this.followed = followed;
    }

    boolean isOn(Question question) {
        return ContentDigest.same(inputs, question.inputs());
    }

    /** Its failure says nothing about the model then: the client may have left. */
    boolean followed() {
        return followed;
    }

    /** Ends when nobody waits any more. */
    Context scope() {
        return scope;
    }

    boolean ended() {
        return output.isDone();
    }

    /** What it keeps in memory. */
    long bytes() {
        return held
                + (output.isDone() && !output.isCompletedExceptionally()
                        ? output.join().data().size()
                        : 0);
    }

    void end(Tensor answered) {
        output.complete(answered);
    }

    void fail(Throwable failure) {
        output.completeExceptionally(failure);
    }

    /**
     * Its output, for one who waits no longer than a scope lasts; fails with a {@link io.grpc.StatusException} when the
     * scope ends first.
     *
     * @return empty when it has been given up
     */
    Optional<CompletionStage<Tensor>> awaitedWithin(Context waiter) {
        if (output.isDone()) {
            return Optional.of(output);
        }
        if (!entered()) {
            return Optional.empty();
        }
        CompletableFuture<Tensor> own = new CompletableFuture<>();
        Context.CancellationListener left =
                ended -> own.completeExceptionally(status(ended).asException());
        waiter.addListener(left, Runnable::run);
        output.whenComplete((tensor, failure) -> {
            if (failure == null) {
                own.complete(tensor);
            } else {
                own.completeExceptionally(failure);
            }
        });
        own.whenComplete((tensor, failure) -> {
            waiter.removeListener(left);
            leave();
        });
        return Optional.of(own);
    }

    private synchronized boolean entered() {
        waiting += abandoned ? 0 : 1;
        return !abandoned;
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            waiting--;
            last = waiting == 0 && !output.isDone();
            abandoned |= last;
        }
        if (last) {
            scope.cancel(null);
        }
    }

    private static Status status(Context ended) {
        return Optional.ofNullable(Contexts.statusFromCancelled(ended)).orElse(Status.CANCELLED);
    }
}
