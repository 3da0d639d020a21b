package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which pairs of models get a link. */
public enum LinkCreation {
    /** Every ordered pair that no ModelLink forbids; for at most 32 models. */
    @JsonProperty("All")
    ALL,

    /** Only pairs for which the user has made a ModelLink. */
    @JsonProperty("Declared")
    DECLARED
}
