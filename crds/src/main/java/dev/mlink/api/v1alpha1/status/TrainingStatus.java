package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A training of all links from one profile.
 *
 * @param id name of the training in the store
 * @param job the Kubernetes Job that does it
 * @param progress such as 5/8; null before the Job has begun, and once it has ended
 * @param completedAt null while it runs
 */
@ApiObject
public record TrainingStatus(
        @Required @JsonPropertyDescription("Name of the training in the store.") String id,
        @JsonPropertyDescription("The Job that trains.") String job,
        @Required @JsonPropertyDescription("How far it has come.") WorkState state,
        @JsonPropertyDescription("Pieces that are done, of all: one for each model and one for the joint network.")
                String progress,
        @JsonPropertyDescription("Why it failed.") String reason,
        @JsonPropertyDescription("When it began.") Instant startedAt,
        @JsonPropertyDescription("When it ended.") Instant completedAt) {

    public TrainingStatus {
        startedAt = startedAt == null ? null : startedAt.truncatedTo(ChronoUnit.SECONDS);
        completedAt = completedAt == null ? null : completedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** When it ended; empty while it runs. */
    public Optional<Instant> ended() {
        return Optional.ofNullable(completedAt);
    }
}
