package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/**
 * The learned thing in the store.
 *
 * @param digest {@code sha256:<hex>}, which is also its name there
 * @param bytes size of its arrays
 */
@ApiObject
public record ArtifactStatus(
        @Required @JsonPropertyDescription("sha256:<hex>.") String digest,
        @JsonPropertyDescription("Size of its arrays.") Long bytes) {}
