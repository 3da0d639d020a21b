package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/** Where the models are served. */
@ApiObject
public record TritonSpec(
        @Required
                @JsonPropertyDescription(
                        "An existing Service in this namespace; every ready endpoint behind it is driven.")
                TritonService service) {}
