package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How well a link predicts.
 *
 * @param performance mean score against the target's own exact output on certification samples, in [0, 1]
 * @param interval of the performance, 95 %
 * @param prior performance of the best constant answer on the same samples
 * @param skill (performance - prior) / (1 - prior)
 * @param samples certification samples
 * @param kept null before a second training
 * @param trial null before a second training
 * @param initialization null without {@code spec.initialize}
 * @param training null unless the link, or another into its target, is being trained
 */
@ApiObject
public record ModelLinkStatus(
        @JsonPropertyDescription("Generation of the spec that this status belongs to.") Long observedGeneration,
        @JsonPropertyDescription("What holds and what does not.") List<Condition> conditions,
        @JsonPropertyDescription("Mean score against the target's own exact output, in [0, 1].") Double performance,
        @JsonPropertyDescription("95 % interval of the performance.") Interval interval,
        @JsonPropertyDescription("Performance of the best constant answer.") Double prior,
        @JsonPropertyDescription("(performance - prior) / (1 - prior).") Double skill,
        @JsonPropertyDescription("Samples behind the figures.") Integer samples,
        @JsonPropertyDescription("The trained link in the store.") ArtifactStatus artifact,
        @JsonPropertyDescription("When it was trained.") Instant trainedAt,
        @JsonPropertyDescription("True: the newest training was not better, and the link of an earlier one stays.")
                Boolean kept,
        @JsonPropertyDescription("How the link of the earlier training and the retrained one compared.")
                TrialStatus trial,
        @JsonPropertyDescription("What came of spec.initialize.") InitializationStatus initialization,
        @JsonPropertyDescription("How far the training is that is under way, by quarters.") String training) {

    /** Nothing reported yet. */
    public static final ModelLinkStatus EMPTY =
            new ModelLinkStatus(null, null, null, null, null, null, null, null, null, null, null, null, null);

    public ModelLinkStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        trainedAt = trainedAt == null ? null : trainedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The condition of this type. */
    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** The trained link; empty before the first training. */
    public Optional<ArtifactStatus> trained() {
        return Optional.ofNullable(artifact);
    }
}
