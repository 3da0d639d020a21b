package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The keys that the user's Triton asks for before it answers restricted APIs. */
@ApiObject
public record RestrictedApiSpec(
        @Required
                @Size(min = 1, max = 253)
                @JsonPropertyDescription(
                        "Secret in this namespace: each entry is a key of Triton's --grpc-restricted-protocol with its"
                                + " value. Followed when it changes.")
                String secretName) {}
