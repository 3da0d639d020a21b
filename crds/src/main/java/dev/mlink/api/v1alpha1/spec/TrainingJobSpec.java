package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Optional;

/** The Job that trains the links of a group, from the runtime's image and on its nodes. */
@ApiObject
public record TrainingJobSpec(
        @JsonPropertyDescription("Requests and limits of the training pod.") ResourceRequirements resources) {

    /** Requests and limits; empty for the operator's defaults. */
    public Optional<ResourceRequirements> declaredResources() {
        return Optional.ofNullable(resources);
    }
}
