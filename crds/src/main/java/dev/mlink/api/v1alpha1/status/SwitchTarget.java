package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where a switch under way leads. It is in the status before the first destructive step, so that a new leader finishes or
 * rolls back this and decides nothing anew in the middle.
 *
 * @param epoch number of the routing table that will be in force at the end
 * @param models the activation set to come
 * @param since when it was decided, to the second
 */
@ApiObject
public record SwitchTarget(
        @Required @JsonPropertyDescription("Epoch at the end of the switch.") Long epoch,
        @JsonPropertyDescription("Names of the models that will be active.") List<String> models,
        @JsonPropertyDescription("Names of models that left the group and are still to be unloaded.")
                List<String> leaving,
        @JsonPropertyDescription("Why the switch is made.") String reason,
        @Required @JsonPropertyDescription("When it was decided.") Instant since) {

    public SwitchTarget {
        models = models == null ? List.of() : List.copyOf(models);
        leaving = leaving == null ? List.of() : List.copyOf(leaving);
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
    }
}
