package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;

/** Where models are executed whose predictions are not confident enough. */
@ApiObject
public record EscalationSpec(
        @Required
                @JsonPropertyDescription(
                        "A Service in this namespace; nothing is loaded or unloaded on the Tritons behind it.")
                EscalationService service) {}
