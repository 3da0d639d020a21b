package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How the group's joint network is trained: one network that reads whichever models are active, and answers for the rest. */
@ApiObject
public record JointSpec(
        @Default("true") @JsonPropertyDescription("False: none is trained.") Boolean enabled,
        @Default("400") @Min(1) @Max(10000) @JsonPropertyDescription("Passes over the training samples.")
                Integer epochs,
        @Default("32") @Min(1) @Max(4096) @JsonPropertyDescription("Samples per step.") Integer batchSize,
        @Default("0.003")
                @Min(value = 0, inclusive = false)
                @Max(1)
                @JsonPropertyDescription("Step size at the start; it falls to zero along a cosine.")
                Double learningRate,
        @Default("0.2")
                @Min(0)
                @Max(value = 1, inclusive = false)
                @JsonPropertyDescription("Share of hidden units left out per step.")
                Double dropout,
        @Default("0.001") @Min(0) @Max(1) @JsonPropertyDescription("Share of the weights added to their gradient.")
                Double weightDecay,
        @Default("128") @Min(1) @Max(4096) @JsonPropertyDescription("Hidden units.") Integer hidden) {

    public JointSpec {
        enabled = enabled == null || enabled;
        epochs = epochs == null ? 400 : epochs;
        batchSize = batchSize == null ? 32 : batchSize;
        learningRate = learningRate == null ? 0.003 : learningRate;
        dropout = dropout == null ? 0.2 : dropout;
        weightDecay = weightDecay == null ? 0.001 : weightDecay;
        hidden = hidden == null ? 128 : hidden;
    }
}
