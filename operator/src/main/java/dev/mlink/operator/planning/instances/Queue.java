package dev.mlink.operator.planning.instances;

import java.time.Duration;
import java.util.Optional;

/**
 * How requests for one active model wait, and what it could have more or less of.
 *
 * @param device where it is loaded
 * @param range how often it may be loaded
 * @param instances how often it is to be loaded now
 * @param pending requests that wait for an instance
 * @param longFor how long the queue has been long by now; empty while it is not
 * @param quietFor how long nothing has waited by now; empty while something does
 * @param fits whether one more instance fits beside everything that is loaded
 */
public record Queue(
        String model,
        String device,
        InstanceRange range,
        int instances,
        long pending,
        Optional<Duration> longFor,
        Optional<Duration> quietFor,
        boolean fits) {

    /** Whether more requests wait than the next round of all instances takes away. */
    boolean isLong() {
        return pending >= 2L * instances;
    }
}
