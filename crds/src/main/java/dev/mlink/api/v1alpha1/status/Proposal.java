package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a group in mode DryRun would do.
 *
 * @param input everything that the choice depended on: another one asks for another proposal
 * @param objective weighted mean performance of all models, in [0, 1]; null before anything is learned
 * @param steps one sentence each, in order; none where the set is in force already
 * @param since when it was first proposed, to the second
 */
@ApiObject
public record Proposal(
        @JsonPropertyDescription("Names of the models that would be active.") List<String> set,
        @JsonPropertyDescription("Weighted mean performance of all models, in [0, 1].") Double objective,
        @JsonPropertyDescription("Why this set.") String reason,
        @JsonPropertyDescription("What would be done for it, in order.") List<String> steps,
        @JsonPropertyDescription("Everything that the choice depended on.") String input,
        @JsonPropertyDescription("When it was first proposed.") Instant since) {

    public Proposal {
        set = set == null ? List.of() : List.copyOf(set);
        steps = steps == null ? List.of() : List.copyOf(steps);
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
    }
}
