package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An activation set that was in force.
 *
 * @param moved names of the models that were loaded or unloaded for it; none where the set stayed as it was
 * @param seconds from the decision to the end of the switch; null where nothing was moved, or it never ended
 */
@ApiObject
public record PastSelection(
        @Required @JsonPropertyDescription("Epoch of the set.") Long epoch,
        @JsonPropertyDescription("Names of the active models.") List<String> set,
        @JsonPropertyDescription("Objective at its selection, in [0, 1].") Double objective,
        @Required @JsonPropertyDescription("When it was selected.") Instant selectedAt,
        @JsonPropertyDescription("Why it was selected.") String reason,
        @JsonPropertyDescription("Names of the models that were loaded or unloaded for it.") List<String> moved,
        @JsonPropertyDescription("How long the switch to it took.") Long seconds) {

    public PastSelection {
        set = set == null ? List.of() : List.copyOf(set);
        moved = moved == null ? List.of() : List.copyOf(moved);
        selectedAt = selectedAt == null ? null : selectedAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
