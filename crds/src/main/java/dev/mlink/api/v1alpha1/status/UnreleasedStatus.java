package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Quantity;

/** Memory that stayed after a model was unloaded; it is charged against the budget while that Triton lives. */
@ApiObject
public record UnreleasedStatus(
        @Required @JsonPropertyDescription("The Triton that still has it.") String endpoint,
        @Required @SchemaFrom(type = String.class) @JsonPropertyDescription("How much.") Quantity memory) {}
