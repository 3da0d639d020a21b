package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;

/** Where a performance lies with 95 % confidence, in [0, 1]. */
@ApiObject
public record Interval(
        @JsonPropertyDescription("Lower end.") Double lower, @JsonPropertyDescription("Upper end.") Double upper) {}
