package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a prediction is scored against the model's own exact output, in [0, 1] per sample. */
public enum MetricType {
    /** 1 when the largest element is the same, else 0. For SingleLabel. */
    @JsonProperty("Accuracy")
    ACCURACY,

    /** Intersection over union of the sets of labels above 0.5; two empty sets score 1. For MultiLabel. */
    @JsonProperty("Jaccard")
    JACCARD,

    /** 1 when the sets of labels above 0.5 are equal, else 0. For MultiLabel. */
    @JsonProperty("ExactSet")
    EXACT_SET,

    /** 1 when every number is within the tolerance, else 0. For Regression. */
    @JsonProperty("WithinTolerance")
    WITHIN_TOLERANCE,

    /** Intersection over union of the boxes; two empty boxes score 1. For BoundingBox. */
    @JsonProperty("IoU")
    IOU,

    /** 1 less the word error rate, at least 0. For Text. */
    @JsonProperty("WordAccuracy")
    WORD_ACCURACY
}
