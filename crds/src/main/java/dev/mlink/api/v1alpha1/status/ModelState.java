package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How requests for a model are answered. */
public enum ModelState {
    /** By the model itself. */
    @JsonProperty("Active")
    ACTIVE,

    /** From the outputs of active models. */
    @JsonProperty("Predicted")
    PREDICTED,

    /** Not at all; the reason says why. */
    @JsonProperty("Unavailable")
    UNAVAILABLE
}
