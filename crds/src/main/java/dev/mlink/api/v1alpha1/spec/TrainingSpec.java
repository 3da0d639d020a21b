package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Optional;

/**
 * How links are trained. Defaults are the article's, except that a small target has a wider hidden layer.
 *
 * @param dropout null: the trainer's default
 * @param hidden null: the larger of 32 and twice the target's size; 64 towards a text
 */
@ApiObject
public record TrainingSpec(
        @Default("100") @Min(1) @Max(10000) @JsonPropertyDescription("Passes over the training samples.")
                Integer epochs,
        @Default("32") @Min(1) @Max(4096) @JsonPropertyDescription("Samples per step.") Integer batchSize,
        @Default("0.01")
                @Min(value = 0, inclusive = false)
                @Max(1)
                @JsonPropertyDescription("Step size of the optimizer.")
                Double learningRate,
        @Default("RMSprop") @JsonPropertyDescription("What fits the weights.") Optimizer optimizer,
        @Min(0) @Max(value = 1, inclusive = false) @JsonPropertyDescription("Share of hidden units left out per step.")
                Double dropout,
        @Min(1)
                @Max(4096)
                @JsonPropertyDescription(
                        "Hidden units. Default: the larger of 32 and twice the target's size; 64 towards a text.")
                Integer hidden,
        @Default("1")
                @Min(1)
                @Max(10)
                @JsonPropertyDescription(
                        "Trainings from different seeds, of which the best counts and all are reported.")
                Integer repeats,
        @Default("{}") @JsonPropertyDescription("How a training goes on from the one before.")
                FineTuningSpec fineTuning) {

    public TrainingSpec {
        epochs = epochs == null ? 100 : epochs;
        batchSize = batchSize == null ? 32 : batchSize;
        learningRate = learningRate == null ? 0.01 : learningRate;
        optimizer = optimizer == null ? Optimizer.RMSPROP : optimizer;
        repeats = repeats == null ? 1 : repeats;
        fineTuning = fineTuning == null ? new FineTuningSpec(null, null) : fineTuning;
    }

    /** Share of hidden units left out per step; empty for the trainer's default. */
    public Optional<Double> dropoutRate() {
        return Optional.ofNullable(dropout);
    }

    /** Hidden units; empty for the default by the target's size. */
    public Optional<Integer> hiddenUnits() {
        return Optional.ofNullable(hidden);
    }
}
