package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import dev.mlink.api.v1alpha1.spec.Strategy;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The activation set in force.
 *
 * @param epoch number of the routing table in force
 * @param objective weighted mean performance of all models, measured with the predictors that serve, in [0, 1]
 * @param surrogate what the strategy maximised, with its bound
 * @param set names of the active models
 * @param generation newest generation of the spec that this choice is right for
 * @param training whose predictors serve
 * @param input everything else that the choice depended on: another one asks for another selection
 * @param nextAt when it is selected again
 * @param waiting what waits for a window of {@code spec.selection.windows}; null for nothing
 * @param history the newest 10, newest first
 */
@ApiObject
public record SelectionStatus(
        @Required @JsonPropertyDescription("Epoch in force.") Long epoch,
        @JsonPropertyDescription("The rule that chose.") Strategy strategy,
        @JsonPropertyDescription("Weighted mean performance of all models, in [0, 1].") Double objective,
        @JsonPropertyDescription("What the strategy maximised.") Surrogate surrogate,
        @JsonPropertyDescription("Names of the active models.") List<String> set,
        @JsonPropertyDescription("Newest generation of the spec that this choice is right for.") Long generation,
        @JsonPropertyDescription("The training whose predictors serve.") String training,
        @JsonPropertyDescription("Everything else that the choice depended on.") String input,
        @JsonPropertyDescription("What the models' outputs were in the profile that the training learned from.")
                List<ProfiledOutput> outputs,
        @JsonPropertyDescription("When it was selected.") Instant selectedAt,
        @JsonPropertyDescription("When the next selection is due.") Instant nextAt,
        @JsonPropertyDescription("Why this set.") String reason,
        @JsonPropertyDescription("What waits for a maintenance window.") String waiting,
        @Size(max = 10) @JsonPropertyDescription("The newest selections, newest first.") List<PastSelection> history) {

    public SelectionStatus {
        set = set == null ? List.of() : List.copyOf(set);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        history = history == null ? List.of() : List.copyOf(history);
        selectedAt = selectedAt == null ? null : selectedAt.truncatedTo(ChronoUnit.SECONDS);
        nextAt = nextAt == null ? null : nextAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** When the next selection is due; empty when none is planned. */
    public Optional<Instant> due() {
        return Optional.ofNullable(nextAt);
    }

    /** The measured objective; empty for a set chosen before anything was learned. */
    public Optional<Double> measured() {
        return Optional.ofNullable(objective);
    }
}
