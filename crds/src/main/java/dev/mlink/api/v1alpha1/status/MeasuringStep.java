package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is read next of a model that is measured. */
public enum MeasuringStep {
    /** The server without the model, until two readings in a row agree. */
    @JsonProperty("Baseline")
    BASELINE,

    /** The server with the model. */
    @JsonProperty("Loaded")
    LOADED,

    /** The server while the model answers. */
    @JsonProperty("Inference")
    INFERENCE,

    /** The server after the model was unloaded. */
    @JsonProperty("Release")
    RELEASE
}
