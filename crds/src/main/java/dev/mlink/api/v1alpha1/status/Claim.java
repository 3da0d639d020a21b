package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a group stands to the Tritons that it shares with other groups: one of them moves models at a time. */
public enum Claim {
    /** It waits for its turn. */
    @JsonProperty("Wanted")
    WANTED,

    /** It is its turn until it has ended. */
    @JsonProperty("Held")
    HELD
}
