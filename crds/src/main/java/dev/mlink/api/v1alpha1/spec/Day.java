package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A day of the week. */
public enum Day {
    @JsonProperty("Mon")
    MONDAY,
    @JsonProperty("Tue")
    TUESDAY,
    @JsonProperty("Wed")
    WEDNESDAY,
    @JsonProperty("Thu")
    THURSDAY,
    @JsonProperty("Fri")
    FRIDAY,
    @JsonProperty("Sat")
    SATURDAY,
    @JsonProperty("Sun")
    SUNDAY
}
