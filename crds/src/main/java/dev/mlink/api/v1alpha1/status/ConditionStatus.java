package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a condition holds. */
public enum ConditionStatus {
    /** It holds. */
    @JsonProperty("True")
    TRUE,

    /** It does not. */
    @JsonProperty("False")
    FALSE,

    /** It cannot be told now. */
    @JsonProperty("Unknown")
    UNKNOWN
}
