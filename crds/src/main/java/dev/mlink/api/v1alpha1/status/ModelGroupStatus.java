package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import dev.mlink.api.v1alpha1.spec.Mode;
import java.util.List;
import java.util.Optional;

/**
 * The state of a group, as the operator last saw and decided it.
 *
 * @param observedGeneration the generation of the spec that all of this belongs to; null before the first pass
 * @param mode the mode in force; another one comes into force when a switch under way has ended
 * @param claim on the Tritons that it shares with other groups; null while it moves nothing
 * @param proposal what would be done in mode DryRun
 * @param found what Triton had loaded before our first action, put back when the group is deleted
 * @param target the set that Triton is brought to, or is at; written before the first step towards it
 */
@ApiObject
public record ModelGroupStatus(
        @JsonPropertyDescription("Generation of the spec that this status belongs to.") Long observedGeneration,
        @JsonPropertyDescription("The mode in force; another one waits for the end of a switch under way.") Mode mode,
        @JsonPropertyDescription("The group at a glance.") Summary summary,
        @JsonPropertyDescription("What holds and what does not; Ready means that every model can be answered.")
                List<Condition> conditions,
        @JsonPropertyDescription("What Triton had loaded before the group's first action, per endpoint.")
                List<FoundModels> found,
        @JsonPropertyDescription("The set that Triton is brought to, or is at.") SwitchTarget target,
        @JsonPropertyDescription("What would be done; in mode DryRun only.") Proposal proposal,
        @JsonPropertyDescription("Whether it is this group's turn to move models on a Triton that several share.")
                Claim claim,
        @JsonPropertyDescription("The newest profile.") ProfileStatus profile,
        @JsonPropertyDescription("The newest training.") TrainingStatus training,
        @JsonPropertyDescription("The activation set in force, and why.") SelectionStatus selection,
        @JsonPropertyDescription("The model whose memory is being measured.") MeasuringStatus measuring,
        @JsonPropertyDescription("Whether what was learned still held when it was last tested.") DriftStatus drift,
        @JsonPropertyDescription("Each model: active, predicted from what and how well, or unavailable and why.")
                List<ModelStatus> models) {

    /** Nothing reported yet. */
    public static final ModelGroupStatus EMPTY =
            new ModelGroupStatus(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    public ModelGroupStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        found = found == null ? List.of() : List.copyOf(found);
        models = models == null ? List.of() : List.copyOf(models);
    }

    /** The condition of this type. */
    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** The model with this name. */
    public Optional<ModelStatus> model(String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** The set that Triton is brought to, or is at; empty before the first. */
    public Optional<SwitchTarget> aim() {
        return Optional.ofNullable(target);
    }

    /** The newest profile; empty before the first. */
    public Optional<ProfileStatus> newestProfile() {
        return Optional.ofNullable(profile);
    }

    /** The newest training; empty before the first. */
    public Optional<TrainingStatus> newestTraining() {
        return Optional.ofNullable(training);
    }

    /** The activation set in force; empty before the first selection. */
    public Optional<SelectionStatus> inForce() {
        return Optional.ofNullable(selection);
    }
}
