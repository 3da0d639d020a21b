package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a profile or a training has come. */
public enum WorkState {
    /** Under way. */
    @JsonProperty("Running")
    RUNNING,

    /** Done, and its result is in the store. */
    @JsonProperty("Completed")
    COMPLETED,

    /** Given up; what was learned before stays in force. */
    @JsonProperty("Failed")
    FAILED
}
