package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Optional;

/** The Job that trains the links of a group, from the runtime's image and on its nodes. */
@ApiObject
public record TrainingJobSpec(
        @JsonPropertyDescription("Requests and limits of a training pod.") ResourceRequirements resources,
        @Default("1")
                @Min(1)
                @Max(32)
                @JsonPropertyDescription("Pods that share the work. More than one need a store that all of them reach.")
                Integer parallelism) {

    public TrainingJobSpec {
        parallelism = parallelism == null ? 1 : parallelism;
    }

    /** Requests and limits; empty for the operator's defaults. */
    public Optional<ResourceRequirements> declaredResources() {
        return Optional.ofNullable(resources);
    }
}
