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
 * @param timeMillis median milliseconds per sample; null before the first profile
 * @param measuredAt when, for a measured cost
 */
@ApiObject
public record CostStatus(
        @SchemaFrom(type = String.class) @JsonPropertyDescription("Memory while loaded.") Quantity memory,
        @JsonPropertyDescription("Median milliseconds per sample.") Double timeMillis,
        @JsonPropertyDescription("Where the memory is known from.") CostSource source,
        @JsonPropertyDescription("When it was measured.") Instant measuredAt) {

    public CostStatus {
        measuredAt = measuredAt == null ? null : measuredAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
