package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A run of all models on the same buffered inputs.
 *
 * @param id name of the profile in the store
 * @param samples inputs that it holds
 * @param turns sets of models that were loaded for it besides the one that serves
 * @param swapSeconds time in which models came and went for turns, and back
 * @param swappingSince null while models stay where they are
 * @param demanded asked for with the annotation mlink.dev/reschedule, so that nothing of it waits for a window
 * @param completedAt null while it runs
 */
@ApiObject
public record ProfileStatus(
        @Required @JsonPropertyDescription("Name of the profile in the store.") String id,
        @Required @JsonPropertyDescription("How far it has come.") WorkState state,
        @JsonPropertyDescription("Inputs that it holds.") Integer samples,
        @JsonPropertyDescription("Names of the models that it was started for.") List<String> models,
        @JsonPropertyDescription("The models among them that it has no outputs of.") List<ModelFailure> failed,
        @JsonPropertyDescription("What its models' outputs were.") List<ProfiledOutput> outputs,
        @JsonPropertyDescription("Sets of models that were loaded for it besides the one that serves.") Integer turns,
        @JsonPropertyDescription("Seconds in which models came and went for turns, and back.") Long swapSeconds,
        @JsonPropertyDescription("Since when models are coming and going for a turn.") Instant swappingSince,
        @JsonPropertyDescription("Asked for by hand: nothing of it waits for a maintenance window.") Boolean demanded,
        @JsonPropertyDescription("When it began.") Instant startedAt,
        @JsonPropertyDescription("When it ended.") Instant completedAt) {

    public ProfileStatus {
        models = models == null ? List.of() : List.copyOf(models);
        failed = failed == null ? List.of() : List.copyOf(failed);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        swappingSince = swappingSince == null ? null : swappingSince.truncatedTo(ChronoUnit.SECONDS);
        startedAt = startedAt == null ? null : startedAt.truncatedTo(ChronoUnit.SECONDS);
        completedAt = completedAt == null ? null : completedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** When it ended; empty while it runs. */
    public Optional<Instant> ended() {
        return Optional.ofNullable(completedAt);
    }
}
