package dev.mlink.runtime.admin;

import dev.mlink.runtime.store.TrainingProgress;
import dev.mlink.runtime.store.TrainingStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * How far a training has come. Looked up every few seconds however often the operator asks: that lists the store, and the
 * operator writes down each change.
 */
final class TrainingWatch {
    private static final Logger LOG = Logger.getLogger(TrainingWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final TrainingStore trainings;
    private final Executor workers;
    private final Clock clock;
    private Look last;

    /** @param workers ask the store */
    TrainingWatch(TrainingStore trainings, Executor workers, Clock clock) {
        this.trainings = trainings;
        this.workers = workers;
        this.clock = clock;
        this.last = look("", Instant.MIN);
    }

    /** The last look at one training. */
    private record Look(
            String training,
            Instant at,
            LastKnown<Optional<TrainingProgress>> source,
            Optional<TrainingProgress> progress) {}

    /** Empty where it is not under way, or the store does not say. */
    synchronized Optional<TrainingProgress> of(String training) {
        Instant now = clock.instant();
        if (!last.training().equals(training)) {
            last = look(training, Instant.MIN);
        }
        if (now.isAfter(last.at().plus(PAUSE))) {
            last = new Look(training, now, last.source(), ask(last.source(), training));
        }
        return last.progress();
    }

    private Look look(String training, Instant at) {
        return new Look(training, at, new LastKnown<>(workers, PATIENCE), Optional.empty());
    }

    private Optional<TrainingProgress> ask(LastKnown<Optional<TrainingProgress>> source, String training) {
        try {
            return source.ask(() -> trainings.progress(training)).orElse(Optional.empty());
        } catch (IOException never) {
            LOG.warnf("how far training '%s' is cannot be told: %s", training, never.getMessage());
            return Optional.empty();
        }
    }
}
