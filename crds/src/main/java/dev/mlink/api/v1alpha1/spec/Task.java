package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model's output means; it decides the loss, the activation of a link and which metrics fit. */
public enum Task {
    /** One of several classes: a vector of probabilities or of logits. */
    @JsonProperty("SingleLabel")
    SINGLE_LABEL,

    /** Any of several labels: a vector of probabilities; a label is given above 0.5. */
    @JsonProperty("MultiLabel")
    MULTI_LABEL,

    /** Numbers in their own unit. */
    @JsonProperty("Regression")
    REGRESSION,

    /** x, y, width, height, normalised to [0, 1]; all zero when there is none. */
    @JsonProperty("BoundingBox")
    BOUNDING_BOX,

    /** Words: one BYTES element per sample, in UTF-8. */
    @JsonProperty("Text")
    TEXT
}
