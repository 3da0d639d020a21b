package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Optional;

/** What one link does otherwise than its group; what is null stays as in the group. */
@ApiObject
public record TrainingOverride(
        @Min(1) @Max(10000) @JsonPropertyDescription("Passes over the training samples.") Integer epochs,
        @Min(1) @Max(4096) @JsonPropertyDescription("Samples per step.") Integer batchSize,
        @Min(value = 0, inclusive = false) @Max(1) @JsonPropertyDescription("Step size of the optimizer.")
                Double learningRate,
        @JsonPropertyDescription("What fits the weights.") Optimizer optimizer,
        @Min(0) @Max(value = 1, inclusive = false) @JsonPropertyDescription("Share of hidden units left out per step.")
                Double dropout,
        @Min(1)
                @Max(4096)
                @JsonPropertyDescription(
                        "Hidden units. Default: the larger of 32 and twice the target's size; 64 towards a text.")
                Integer hidden,
        @Min(1)
                @Max(10)
                @JsonPropertyDescription(
                        "Trainings from different seeds, of which the best counts and all are reported.")
                Integer repeats) {

    /** The group's training with this link's own choices put over it. */
    public TrainingSpec over(TrainingSpec group) {
        return new TrainingSpec(
                Optional.ofNullable(epochs).orElse(group.epochs()),
                Optional.ofNullable(batchSize).orElse(group.batchSize()),
                Optional.ofNullable(learningRate).orElse(group.learningRate()),
                Optional.ofNullable(optimizer).orElse(group.optimizer()),
                dropout == null ? group.dropout() : dropout,
                hidden == null ? group.hidden() : hidden,
                Optional.ofNullable(repeats).orElse(group.repeats()),
                group.fineTuning());
    }
}
