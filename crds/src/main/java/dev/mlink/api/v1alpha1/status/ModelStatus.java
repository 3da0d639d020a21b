package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Optional;

/**
 * One model of the group.
 *
 * @param sources the active models that it is predicted from
 * @param predictor what answers while it is predicted; null otherwise
 * @param performance 1 for an active model, else that of the predictor on samples that chose neither it nor the set
 * @param interval of the performance, 95 %
 * @param prior performance of the best constant answer
 * @param skill (performance - prior) / (1 - prior)
 * @param samples samples behind the figures
 * @param rungs what could answer while it is predicted; one of them does
 * @param unlinkable null unless it holds
 * @param confidence whether its predictions keep the declared maxDisagreement; null where none is declared, and while
 *     it is not predicted
 * @param loadSeconds in tenths; null before its first load by the operator
 * @param devices one per Triton: the same one is named once
 * @param scaling null while it is not loaded
 * @param instances the least of all Tritons; null while it is not loaded
 * @param reason why it is in this state, as a sentence
 */
@ApiObject
public record ModelStatus(
        @Required @JsonPropertyDescription("The model's name in Triton's repository.") String name,
        @Required @JsonPropertyDescription("How requests for it are answered.") ModelState state,
        @JsonPropertyDescription("The active models that it is predicted from.") List<String> sources,
        @JsonPropertyDescription("What answers while it is predicted.") PredictorKind predictor,
        @JsonPropertyDescription("Mean score against its own exact output, in [0, 1].") Double performance,
        @JsonPropertyDescription("95 % interval of the performance.") Interval interval,
        @JsonPropertyDescription("Performance of the best constant answer.") Double prior,
        @JsonPropertyDescription("(performance - prior) / (1 - prior).") Double skill,
        @JsonPropertyDescription("Samples behind the figures.") Integer samples,
        @JsonPropertyDescription("Every predictor that could answer, from simple to rich.") List<RungStatus> rungs,
        @JsonPropertyDescription("True: nothing that is active predicts it better than its best constant answer.")
                Boolean unlinkable,
        @JsonPropertyDescription("Whether its predictions keep the declared maxDisagreement.")
                ConfidenceStatus confidence,
        @JsonPropertyDescription("What it takes while it is loaded.") CostStatus cost,
        @JsonPropertyDescription("The longest that Triton took to load it, in seconds.") Double loadSeconds,
        @JsonPropertyDescription("The GPUs that it is loaded on, where spec.budget names them.") List<String> devices,
        @JsonPropertyDescription("Instances of it on each Triton, where spec says anything of devices or instances.")
                Integer instances,
        @JsonPropertyDescription("How often it is to be loaded, and why, where spec.models[].instances is declared.")
                ScalingStatus scaling,
        @JsonPropertyDescription("Why it is in this state.") String reason,
        @JsonPropertyDescription("The last failed load, while it is not tried again.") LoadFailure failure) {

    public ModelStatus {
        sources = sources == null ? List.of() : List.copyOf(sources);
        rungs = rungs == null ? List.of() : List.copyOf(rungs);
        devices = devices == null ? List.of() : List.copyOf(devices);
    }

    /** What it takes while it is loaded; empty before it was measured. */
    public Optional<CostStatus> knownCost() {
        return Optional.ofNullable(cost);
    }
}
