package dev.mlink.runtime.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the store says, as it is now, or as it last was while the store is slow or gone: the operator waits three seconds
 * for a pod's status, and a pod that serves must not look dead because of its store.
 *
 * @param <T> what is asked for
 */
final class LastKnown<T> {
    private final Executor workers;
    private final Duration patience;
    private CompletableFuture<T> asking = CompletableFuture.completedFuture(null);
    private Optional<T> known = Optional.empty();

    /** @param patience how long a caller waits for the newest answer; the question goes on without it */
    LastKnown(Executor workers, Duration patience) {
        this.workers = workers;
        this.patience = patience;
    }

    /**
     * The newest answer; empty when there was none yet and none in time.
     *
     * @throws IOException the question failed and was never answered before
     */
    synchronized Optional<T> ask(Callable<T> question) throws IOException {
        if (asking.isDone()) {
            asking = CompletableFuture.supplyAsync(() -> answer(question), workers);
        }
        try {
            known = Optional.of(asking.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            return known;
        } catch (ExecutionException failed) {
            if (known.isEmpty()) {
                throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    private static <T> T answer(Callable<T> question) {
        try {
            return question.call();
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
