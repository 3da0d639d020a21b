package dev.mlink.operator.planning.profiling;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A model of the group as a profile sees it now.
 *
 * @param memoryBytes its cost; empty while neither declared nor measured, then it takes whatever is left
 * @param predicted performance of what would answer for it while it is away; empty while it has no predictor
 * @param ready READY on the endpoint that the profile uses
 * @param profiled its outputs are complete in this profile
 * @param failure why it cannot be profiled this time, for example that its load failed
 */
public record Participant(
        String name,
        OptionalLong memoryBytes,
        double weight,
        boolean pinned,
        OptionalDouble predicted,
        boolean ready,
        boolean profiled,
        Optional<String> failure) {

    public Participant {
        Objects.requireNonNull(name, "participant: name");
        if (memoryBytes.isPresent() && memoryBytes.getAsLong() < 1) {
            throw new IllegalArgumentException("participant '" + name + "': memoryBytes " + memoryBytes.getAsLong()
                    + "; give its cost, at least 1, or OptionalLong.empty()");
        }
    }
}
