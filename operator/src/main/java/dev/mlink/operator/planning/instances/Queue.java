package dev.mlink.operator.planning.instances;

import java.time.Duration;
import java.util.Optional;

/**
 * How requests for one active model wait, and what it could have more or less of.
 *
 * @param device where it is loaded
 * @param range how often it may be loaded
 * @param instances how often it is to be loaded now
 * @param backlog what waits for an instance, and has waited
 * @param longFor how long the queue has been long by now; empty while it is not
 * @param quietFor how long nothing has waited by now; empty while something does
 * @param fits whether one more instance fits beside everything that is loaded
 */
public record Queue(
        String model,
        String device,
        InstanceRange range,
        int instances,
        Backlog backlog,
        Optional<Duration> longFor,
        Optional<Duration> quietFor,
        boolean fits) {

    boolean isLong() {
        return backlog.isLong(instances);
    }

    double rounds() {
        return backlog.rounds(instances);
    }
}
