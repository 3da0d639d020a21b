package dev.mlink.operator.group;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Something that is found out beside something else.
 *
 * @param <T> what is found out
 */
record Aside<T>(CompletableFuture<T> found) {

    static <T> Aside<T> of(Executor helpers, Supplier<T> work) {
        return new Aside<>(CompletableFuture.supplyAsync(work, helpers));
    }

    static Aside<Void> doing(Executor helpers, Runnable work) {
        return new Aside<>(CompletableFuture.runAsync(work, helpers));
    }

    /** Waits for it; fails as the work has failed. */
    T get() {
        try {
            return found.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
