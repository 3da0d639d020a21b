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
        @JsonPropertyDescription("Asked for by hand: nothing of it waits for a maintenance window.") Boolean demanded,
        @JsonPropertyDescription("When it began.") Instant startedAt,
        @JsonPropertyDescription("When it ended.") Instant completedAt) {

    public ProfileStatus {
        models = models == null ? List.of() : List.copyOf(models);
        failed = failed == null ? List.of() : List.copyOf(failed);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        startedAt = startedAt == null ? null : startedAt.truncatedTo(ChronoUnit.SECONDS);
        completedAt = completedAt == null ? null : completedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** When it ended; empty while it runs. */
    public Optional<Instant> ended() {
        return Optional.ofNullable(completedAt);
    }
}
