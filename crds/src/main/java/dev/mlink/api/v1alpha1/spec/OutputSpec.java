package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The one output of a model that links lead to and from. */
@ApiObject
public record OutputSpec(
        @Required
                @Size(min = 1, max = 253)
                @ValidationRule(
                        value = "self.matches('^[^[:cntrl:]]+$')",
                        message =
                                "write the name of an output tensor as in the model's configuration: no control characters")
                @JsonPropertyDescription("Name of the output tensor.")
                String tensor,
        @Required @JsonPropertyDescription("What the tensor means.") Task task) {}
