package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How what several groups learned becomes one. */
public enum Aggregation {
    /** The mean of the weights, each group weighed by its samples, over rounds that begin with one start. */
    @JsonProperty("FederatedAverage")
    FEDERATED_AVERAGE
}
