package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/** A model that something could not be done with, and why. */
@ApiObject
public record ModelFailure(
        @Required @JsonPropertyDescription("The model's name in Triton's repository.") String model,
        @Required @JsonPropertyDescription("Why.") String reason) {}
