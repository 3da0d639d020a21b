package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the operator goes with a group. */
public enum Mode {
    /** Decides and does. */
    @JsonProperty("Active")
    ACTIVE,

    /** Decides and reports what it would do; only the group's status changes. */
    @JsonProperty("DryRun")
    DRY_RUN,

    /** Neither decides nor does anything; what serves goes on serving. */
    @JsonProperty("Suspended")
    SUSPENDED
}
