package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;

/**
 * A group at a glance, made for {@code kubectl get}.
 *
 * @param active active models of all, such as 3/7
 * @param used memory that the active models take, such as 580Mi
 * @param saved share of the memory of all models that is not taken, such as 57%
 * @param performance the objective: weighted mean performance of all models, in [0, 1]; null before the first selection
 */
@ApiObject
public record Summary(
        @JsonPropertyDescription("Active models of all, such as 3/7.") String active,
        @JsonPropertyDescription("Memory that the active models take.") String used,
        @JsonPropertyDescription("Share of the memory of all models that is not taken.") String saved,
        @JsonPropertyDescription("Weighted mean performance of all models, in [0, 1].") Double performance) {}
