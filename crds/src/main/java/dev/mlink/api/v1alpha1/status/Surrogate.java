package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;

/**
 * The selection as a facility-location problem over single links, with a certified bound; in [0, 1].
 *
 * @param value the surrogate of the chosen set
 * @param upperBound no set within the budget has a greater surrogate
 */
@ApiObject
public record Surrogate(
        @JsonPropertyDescription("Surrogate of the chosen set.") Double value,
        @JsonPropertyDescription("No set within the budget has a greater one.") Double upperBound) {}
