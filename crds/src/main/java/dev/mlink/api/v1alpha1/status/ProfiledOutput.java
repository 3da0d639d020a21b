package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/** What a model's output was when it was profiled: once it is another, its links are not used any more. */
@ApiObject
public record ProfiledOutput(
        @Required @JsonPropertyDescription("The model's name in Triton's repository.") String model,
        @Required @JsonPropertyDescription("Its version, datatype and shape, and a digest of its configuration.")
                String output) {}
