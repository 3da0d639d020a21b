package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A load that Triton refused; the model is left out until the next period or the next change of the group. */
@ApiObject
public record LoadFailure(
        @Required @JsonPropertyDescription("Triton's own words.") String reason,
        @Required @JsonPropertyDescription("Generation of the spec under which it failed.") Long generation,
        @Required @JsonPropertyDescription("When it failed.") Instant at) {

    public LoadFailure {
        at = at == null ? null : at.truncatedTo(ChronoUnit.SECONDS);
    }
}
