package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;

/** How the activation set is chosen. */
@ApiObject
public record SelectionSpec(@Default("Exact") @JsonPropertyDescription("The rule that chooses.") Strategy strategy) {

    public SelectionSpec {
        strategy = strategy == null ? Strategy.EXACT : strategy;
    }
}
