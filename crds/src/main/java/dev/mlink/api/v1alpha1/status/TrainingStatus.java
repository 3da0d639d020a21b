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
 * @param pieces those that are done; null before the first is
 * @param progress such as {@code 3 of 7 pieces, epoch 120 of 400}; null before the Job has begun, and once it has ended
 * @param completedAt null while it runs
 */
@ApiObject
public record TrainingStatus(
        @Required @JsonPropertyDescription("Name of the training in the store.") String id,
        @JsonPropertyDescription("The Job that trains.") String job,
        @Required @JsonPropertyDescription("How far it has come.") WorkState state,
        @JsonPropertyDescription("Pieces that are done: one for each model and one for the joint network.")
                Integer pieces,
        @JsonPropertyDescription(
                        "Pieces that are done, of all, and passes of single networks over the samples that fit them.")
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
