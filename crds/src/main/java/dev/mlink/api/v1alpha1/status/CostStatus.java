package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a model takes while it is loaded.
 *
 * @param spread largest less smallest figure of the measurement; null for a declared cost
 * @param timeMillis median milliseconds per sample; null before the model was first run by the operator
 * @param method how it was measured, as a sentence; null for a declared cost
 * @param unreleased null where all of it came back
 * @param measuredAt when the memory was measured; of a declared cost, when the time was
 */
@ApiObject
public record CostStatus(
        @SchemaFrom(type = String.class) @JsonPropertyDescription("Memory while loaded.") Quantity memory,
        @SchemaFrom(type = String.class) @JsonPropertyDescription("Largest less smallest figure of the measurement.")
                Quantity spread,
        @JsonPropertyDescription("Median milliseconds per sample.") Double timeMillis,
        @JsonPropertyDescription("Where the memory is known from.") CostSource source,
        @JsonPropertyDescription("How it was measured.") String method,
        @JsonPropertyDescription("What stayed after it was unloaded.") UnreleasedStatus unreleased,
        @JsonPropertyDescription("When it was measured.") Instant measuredAt) {

    public CostStatus {
        measuredAt = measuredAt == null ? null : measuredAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
