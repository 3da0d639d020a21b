package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the activation set is chosen. */
public enum Strategy {
    /** The best of all sets: by measured performance up to 16 models, by branch and bound above. */
    @JsonProperty("Exact")
    EXACT,

    /** The article's ranking by activation probability, Eq. (7), skipping misfits. */
    @JsonProperty("ActivationProbability")
    ACTIVATION_PROBABILITY
}
