package dev.mlink.api.v1alpha1.status;

import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One thing that holds or does not, in the form that all Kubernetes tools read.
 *
 * @param type what is told, in PascalCase; one condition per type
 * @param reason why, as one word in PascalCase
 * @param message why, as a sentence for people
 * @param lastTransitionTime when {@code status} last changed, to the second
 * @param observedGeneration generation of the spec that this was told about
 */
@ApiObject
public record Condition(
        @Required @Size(min = 1, max = 316) String type,
        @Required ConditionStatus status,
        @Required @Size(min = 1, max = 1024) String reason,
        @Required @Size(max = 32768) String message,
        @Required Instant lastTransitionTime,
        Long observedGeneration) {

    public Condition {
        message = message == null ? "" : message;
        lastTransitionTime = lastTransitionTime == null ? null : lastTransitionTime.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the condition holds. */
    public boolean holds() {
        return status == ConditionStatus.TRUE;
    }

    /** This condition, with the transition time of an earlier one of its type that had the same status. */
    public Condition since(Condition earlier) {
        return earlier.status == status
                ? new Condition(type, status, reason, message, earlier.lastTransitionTime, observedGeneration)
                : this;
    }
}
