package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the inputs that are learned from are chosen by. */
public enum SamplingStrategy {
    /** Nothing but chance. */
    @JsonProperty("Random")
    RANDOM,

    /** A share of them because the answers that were predicted of them leave much to others. */
    @JsonProperty("Uncertainty")
    UNCERTAINTY,

    /** A share of them because the predictors expect to err on them. */
    @JsonProperty("LossPrediction")
    LOSS_PREDICTION
}
