package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;

/** Whether live inputs are kept to learn from. */
@ApiObject
public record SamplingSpec(
        @Default("true") @JsonPropertyDescription("False: no further input is kept; nothing new is learned.")
                Boolean enabled) {

    public SamplingSpec {
        enabled = enabled == null || enabled;
    }
}
