package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import java.util.List;

/**
 * What came of training a link with other groups.
 *
 * @param kept null where there was nothing to choose from
 * @param refused null where there is an average
 */
@ApiObject
public record InitializationStatus(
        @JsonPropertyDescription(
                        "What did best on the group's own samples: Local, Global, FineTuned or Fused (Local and Global).")
                String kept,
        @JsonPropertyDescription("Groups whose weights are in the average, this one too.") List<String> groups,
        @JsonPropertyDescription("Groups that at least one round went on without.") List<String> missing,
        @JsonPropertyDescription("How often the groups trained and averaged.") Integer rounds,
        @JsonPropertyDescription("Bytes of weights that this group sent.") Long bytesSent,
        @JsonPropertyDescription("Bytes of weights that this group received.") Long bytesReceived,
        @JsonPropertyDescription("Why there is no average, such as IncompatibleInitialisation.") String refused) {

    public InitializationStatus {
        groups = groups == null ? List.of() : List.copyOf(groups);
        missing = missing == null ? List.of() : List.copyOf(missing);
    }
}
