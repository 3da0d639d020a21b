package dev.mlink.runtime.training;

import dev.mlink.runtime.store.PodEpochs;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells how far a pod is, beside its work and only now and then: not more often than each few seconds, and only what has
 * changed. Closing it tells the last of it; then nothing is told any more.
 */
final class Herald implements AutoCloseable {
    /** Before that the last call to a store may still be under way. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread herald = new Thread(work, "training-progress");
        herald.setDaemon(true);
        return herald;
    });
    private final Supplier<PodEpochs> news;
    private final Audience audience;
    private Optional<PodEpochs> told = Optional.empty();

    /** Takes what is told. */
    @FunctionalInterface
    interface Audience {
        void hear(PodEpochs news) throws IOException;
    }

    /** @param pause at least so long from one time to the next */
    Herald(Supplier<PodEpochs> news, Audience audience, Duration pause) {
        this.news = news;
        this.audience = audience;
        thread.scheduleWithFixedDelay(this::tell, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell() {
        PodEpochs now = news.get();
        if (told.equals(Optional.of(now))) {
            return;
        }
        try {
            audience.hear(now);
            told = Optional.of(now);
        } catch (IOException | RuntimeException notNow) {
            // nobody waits for it, and the next one says more
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                tell();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
