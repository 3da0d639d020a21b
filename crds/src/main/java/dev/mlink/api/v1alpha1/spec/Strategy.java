package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the activation set is chosen. */
public enum Strategy {
    /** As Exact up to 16 models; above, the best by measured performance of the 50 sets with the best links. */
    @JsonProperty("Auto")
    AUTO,

    /** The article's ranking by activation probability, Eq. (7), skipping misfits. */
    @JsonProperty("ActivationProbability")
    ACTIVATION_PROBABILITY,

    /** The best of three sets grown one model at a time: by gain per byte, by gain, and from the best single model. */
    @JsonProperty("Greedy")
    GREEDY,

    /** The best of what grows by gain per byte from every set of three models (Sviridenko). */
    @JsonProperty("PartialEnumeration")
    PARTIAL_ENUMERATION,

    /** The best of all sets: by measured performance up to 16 models, by branch and bound on links above. */
    @JsonProperty("Exact")
    EXACT
}
