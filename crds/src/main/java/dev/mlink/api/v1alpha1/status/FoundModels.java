package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** The models that one Triton endpoint had loaded before the group's first action there. */
@ApiObject
public record FoundModels(
        @Required @JsonPropertyDescription("The endpoint: name of its pod.") String endpoint,
        @JsonPropertyDescription("Names of the models that were READY.") List<String> models) {

    public FoundModels {
        models = models == null ? List.of() : List.copyOf(models);
    }
}
