package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How often a model is to be loaded, and how its queue has been, to the second.
 *
 * @param longSince null while its queue is not long
 * @param quietSince null while something waits
 */
@ApiObject
public record ScalingStatus(
        @Required @JsonPropertyDescription("How often it is to be loaded.") Integer instances,
        @JsonPropertyDescription(
                        "From when on more requests have waited, or for longer, than one round of its instances takes.")
                Instant longSince,
        @JsonPropertyDescription("From when on no request has waited that is worth an instance.") Instant quietSince) {

    public ScalingStatus {
        longSince = longSince == null ? null : longSince.truncatedTo(ChronoUnit.SECONDS);
        quietSince = quietSince == null ? null : quietSince.truncatedTo(ChronoUnit.SECONDS);
    }
}
