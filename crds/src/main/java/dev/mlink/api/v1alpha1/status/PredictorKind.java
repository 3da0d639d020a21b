package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What answers for a model that is not active. */
public enum PredictorKind {
    /** The best constant answer. */
    @JsonProperty("Prior")
    PRIOR,

    /** The last exact value of the request's stream, and another predictor where there is none. */
    @JsonProperty("Last")
    LAST,

    /** A linear map from the outputs of all active sources. */
    @JsonProperty("Ridge")
    RIDGE,

    /** One link, from one active source. */
    @JsonProperty("Link")
    LINK,

    /** The links of all active sources together. */
    @JsonProperty("Ensemble")
    ENSEMBLE,

    /** The group's joint network. */
    @JsonProperty("Joint")
    JOINT
}
