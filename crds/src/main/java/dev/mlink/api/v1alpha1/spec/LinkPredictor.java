package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of the learned predictors answers for a model. */
public enum LinkPredictor {
    /** The simplest of prior, last exact value, ridge map, link, ensemble and joint network that no richer one beats. */
    @JsonProperty("Ladder")
    LADDER,

    /** The article's own, to compare: the link of one active source, the ensemble of several. */
    @JsonProperty("Article")
    ARTICLE
}
