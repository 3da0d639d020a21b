package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a cost is known from. */
public enum CostSource {
    /** The spec says it. */
    @JsonProperty("Declared")
    DECLARED,

    /** The operator measured it. */
    @JsonProperty("Measured")
    MEASURED
}
