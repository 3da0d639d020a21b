package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Where a switch under way leads. It is in the status before the first destructive step, so that a new leader finishes or
 * rolls back this and decides nothing anew in the middle.
 *
 * @param epoch number of the routing table that will be in force at the end
 * @param models the activation set to come
 * @param moved names of the models that are loaded or unloaded for it
 * @param since when it was decided, to the second
 * @param endedAt when all of them were where they belong; null on the way
 */
@ApiObject
public record SwitchTarget(
        @Required @JsonPropertyDescription("Epoch at the end of the switch.") Long epoch,
        @JsonPropertyDescription("Names of the models that will be active.") List<String> models,
        @JsonPropertyDescription("Names of models that left the group and are still to be unloaded.")
                List<String> leaving,
        @JsonPropertyDescription("Why the switch is made.") String reason,
        @JsonPropertyDescription("Names of the models that are loaded or unloaded for it.") List<String> moved,
        @Required @JsonPropertyDescription("When it was decided.") Instant since,
        @JsonPropertyDescription("When the switch had ended.") Instant endedAt) {

    public SwitchTarget {
        models = models == null ? List.of() : List.copyOf(models);
        leaving = leaving == null ? List.of() : List.copyOf(leaving);
        moved = moved == null ? List.of() : List.copyOf(moved);
        endedAt = endedAt == null ? null : endedAt.truncatedTo(ChronoUnit.SECONDS);
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** When the switch had ended; empty on the way. */
    public Optional<Instant> ended() {
        return Optional.ofNullable(endedAt);
    }
}
