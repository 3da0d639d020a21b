package dev.mlink.operator.planning;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A model of the group as selection sees it.
 *
 * @param name the model's name in Triton's repository
 * @param memoryBytes what it takes while loaded, at least 1 (Eq. (7) divides by it)
 * @param weight its share in F(A), 0 or more; when all weights are 0 all models count alike
 * @param pinned always active
 * @param minPerformance below this predicted performance it has to be active, in [0,1]
 */
public record Candidate(String name, long memoryBytes, double weight, boolean pinned, OptionalDouble minPerformance) {

    public Candidate {
        Objects.requireNonNull(name, "candidate: name");
        Objects.requireNonNull(minPerformance, "candidate: minPerformance; give OptionalDouble.empty()");
        if (memoryBytes < 1) {
            throw new IllegalArgumentException(
                    "candidate '" + name + "': memoryBytes " + memoryBytes + "; give its cost, at least 1");
        }
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("candidate '" + name + "': weight " + weight + "; give a number >= 0");
        }
        if (minPerformance.isPresent() && !(minPerformance.getAsDouble() >= 0 && minPerformance.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("candidate '" + name + "': minPerformance "
                    + minPerformance.getAsDouble() + "; give a fraction between 0 and 1");
        }
    }
}
