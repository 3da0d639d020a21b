package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Optional;

/**
 * How a training goes on from learned weights.
 *
 * @param learningRate null: that of the training
 */
@ApiObject
public record FineTuningSpec(
        @Default("50") @Min(1) @Max(10000) @JsonPropertyDescription("Passes over the training samples.") Integer epochs,
        @Min(value = 0, inclusive = false)
                @Max(1)
                @JsonPropertyDescription("Step size of the optimizer. Default: that of the training.")
                Double learningRate) {

    public FineTuningSpec {
        epochs = epochs == null ? 50 : epochs;
    }

    /** Step size; empty for that of the training. */
    public Optional<Double> ownRate() {
        return Optional.ofNullable(learningRate);
    }
}
