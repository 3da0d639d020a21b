package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a link's weights are fitted. */
public enum Optimizer {
    /** RMSprop, the method's own choice. */
    @JsonProperty("RMSprop")
    RMSPROP,

    /** Adam. */
    @JsonProperty("Adam")
    ADAM,

    /** Stochastic gradient descent. */
    @JsonProperty("SGD")
    SGD
}
