package dev.mlink.operator.group.spec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a dry run would do.
 *
 * @param input everything that the choice depended on, what was learned included
 * @param models the activation set that would be in force
 * @param objective measured F of the set; empty before anything is learned
 * @param reason one sentence: why this set
 * @param steps one sentence each, in order; none where all is so already
 */
public record Proposal(
        String input,
        Set<String> models,
        Optional<Double> objective,
        String reason,
        List<String> steps,
        Instant since) {

    public Proposal {
        models = Set.copyOf(models);
        steps = List.copyOf(steps);
    }

    /** Whether it says the same as another one, whenever that was. */
    public boolean repeats(Proposal other) {
        return equals(new Proposal(other.input, other.models, other.objective, other.reason, other.steps, since));
    }
}
