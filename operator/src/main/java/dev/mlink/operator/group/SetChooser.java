package dev.mlink.operator.group;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.operator.group.SwitchGate.Passage;
import dev.mlink.operator.group.decision.Candidates;
import dev.mlink.operator.group.decision.NewTarget;
import dev.mlink.operator.group.decision.Outdated;
import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.planning.hysteresis.Ruling;
import dev.mlink.operator.planning.selection.PairPerformances;
import dev.mlink.operator.planning.selection.RememberingOracle;
import dev.mlink.operator.planning.selection.Selection;
import dev.mlink.operator.planning.selection.SelectionOutcome;
import dev.mlink.operator.planning.selection.SelectionProblem;
import dev.mlink.operator.planning.selection.SetOracle;
import dev.mlink.operator.planning.selection.Verdict;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses an activation set: asks a runtime for figures, and a strategy for the choice. */
record SetChooser(RuntimeControl runtime, RuntimeAddress pod, Observation seen) {

    /** @param kept whether the set in force stays although another one was chosen */
    record Choice(GroupMemory memory, boolean kept) {}

    /**
     * The group's memory with the chosen set as its target.
     *
     * @throws StepFailed when the figures cannot be had, or nothing can be chosen
     */
    Choice choose(Step.Select step) {
        Candidates candidates = new Candidates(seen);
        MeasuredPerformances measured = MeasuredPerformances.of(
                        runtime, pod, step.training(), seen.spec().learning().ladder())
                .without(new Outdated(seen, Optional.of(step.training()))
                        .models()
                        .keySet())
                .refusing(seen.spec().refusing());
        SelectionProblem problem =
                new SelectionProblem(candidates.loadable(), candidates.devices(), pairs(measured.report()));
        SetOracle oracle = new RememberingOracle(measured);
        SelectionOutcome outcome = seen.spec().strategy().strategy().select(problem, oracle);
        if (!(outcome instanceof Selection challenger)) {
            throw new StepFailed("no activation set can be chosen: " + outcome);
        }
        Passage passage = new SwitchGate(seen, problem, measured, oracle).pass(challenger, step.fingerprint());
        Selection selection = passage.selection();
        double objective = objective(selection.set(), measured);
        Selected selected = new Selected(
                step.training(),
                step.fingerprint(),
                selection.strategy().name(),
                selection.set(),
                objective,
                selection.surrogate().value(),
                selection.surrogate().upperBound(),
                new Outdated(seen, Optional.of(step.training())).learned(),
                selection.verdicts().stream().collect(Collectors.toMap(Verdict::model, Verdict::reason)),
                seen.now());
        GroupMemory memory = seen.memory()
                .withSelection(selected)
                .withTarget(new NewTarget(seen).of(selection.set(), reason(passage, objective)));
        return new Choice(
                memory, passage.ruling().filter(Ruling.Keep.class::isInstance).isPresent());
    }

    private static PairPerformances pairs(TrainingReport report) {
        Map<String, Map<String, Double>> links = new HashMap<>();
        report.getLinksList().stream()
                .filter(link -> !link.getArtifact().isEmpty())
                .forEach(link -> links.computeIfAbsent(link.getSource(), source -> new HashMap<>())
                        .put(link.getTarget(), link.getSelection()));
        return new PairPerformances(
                links,
                report.getTargetsList().stream()
                        .collect(Collectors.toMap(
                                TrainingReport.Target::getTarget, TrainingReport.Target::getPriorSelection)));
    }

    /** F of the chosen set on certification samples, which chose neither predictor nor set. */
    private double objective(Set<String> chosen, MeasuredPerformances measured) {
        Map<String, Double> performances = measured.reported(chosen);
        double weights = seen.spec().models().stream()
                .mapToDouble(model -> model.weight())
                .sum();
        double sum = seen.spec().models().stream()
                .mapToDouble(model -> model.weight()
                        * (chosen.contains(model.name()) ? 1 : performances.getOrDefault(model.name(), 0.0)))
                .sum();
        return weights == 0 ? 0 : sum / weights;
    }

    private String reason(Passage passage, double objective) {
        Selection selection = passage.selection();
        String how = passage.ruling()
                .map(ruling ->
                        ruling instanceof Ruling.Keep ? "kept: " + ruling.reason() : how() + ": " + ruling.reason())
                .orElseGet(this::how);
        return how + "; F = " + Math.round(1000 * objective) / 1000.0 + " on samples that chose nothing"
                + (selection.shortfalls().isEmpty()
                        ? ""
                        : "; below spec.models[].minPerformance: "
                                + selection.shortfalls().stream()
                                        .map(shortfall -> shortfall.model())
                                        .collect(Collectors.joining(", ")));
    }

    private String how() {
        return switch (seen.spec().strategy()) {
            case AUTO, EXACT -> "the best set found within the budget";
            case GREEDY -> "the best greedy set within the budget";
            case PARTIAL_ENUMERATION -> "the best set grown from every few models within the budget";
            case ACTIVATION_PROBABILITY -> "the highest activation probabilities within the budget";
        };
    }
}
