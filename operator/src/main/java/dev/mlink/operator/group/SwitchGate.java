package dev.mlink.operator.group;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.group.spec.GroupMemory.Target;
import dev.mlink.operator.planning.hysteresis.Challenge;
import dev.mlink.operator.planning.hysteresis.Hysteresis;
import dev.mlink.operator.planning.hysteresis.Ruling;
import dev.mlink.operator.planning.hysteresis.SwitchCost;
import dev.mlink.operator.planning.selection.Incumbent;
import dev.mlink.operator.planning.selection.Selection;
import dev.mlink.operator.planning.selection.SelectionProblem;
import dev.mlink.operator.planning.selection.SetOracle;
import dev.mlink.operator.planning.selection.Shortfall;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a set that was chosen anew replaces the one in force: has a runtime compare the two on the same samples. */
record SwitchGate(Observation seen, SelectionProblem problem, MeasuredPerformances measured, SetOracle oracle) {

    /** Draining and loading one model; Triton says how long a load takes only when it is done. */
    private static final Duration PER_MODEL = Duration.ofSeconds(15);

    /** @param ruling empty where there was nothing to compare with: then the set that was chosen is taken */
    record Passage(Selection selection, Optional<Ruling> ruling) {}

    /**
     * The challenger, or the set in force.
     *
     * @param fingerprint of what the choice depends on: another one than that of the set in force overrides everything
     */
    Passage pass(Selection challenger, String fingerprint) {
        return incumbent(fingerprint)
                .filter(incumbent -> !incumbent.set().equals(challenger.set()))
                .filter(incumbent -> incumbent.feasible(problem))
                .map(incumbent -> ruled(incumbent, challenger))
                .orElseGet(() -> new Passage(challenger, Optional.empty()));
    }

    private Optional<Incumbent> incumbent(String fingerprint) {
        return seen.memory()
                .selection()
                .filter(before -> before.fingerprint().equals(fingerprint))
                .map(Selected::models)
                .map(models -> new Incumbent(new TreeSet<>(models)));
    }

    private Passage ruled(Incumbent incumbent, Selection challenger) {
        Selection kept = incumbent.kept(problem, oracle, challenger);
        Challenge challenge = new Challenge(
                challenger.set(),
                age(incumbent),
                measured.lead(challenger, kept, seen.spec()),
                new SwitchCost(
                        incumbent.missedOnTheWay(problem, oracle, challenger),
                        PER_MODEL.multipliedBy(newcomers(incumbent, challenger)),
                        seen.spec().interval()),
                spared(kept, challenger));
        Ruling ruling = new Hysteresis(seen.spec().reluctance()).rule(challenge);
        return new Passage(ruling instanceof Ruling.Keep ? kept : challenger, Optional.of(ruling));
    }

    private Duration age(Incumbent incumbent) {
        return seen.memory()
                .target()
                .filter(target -> target.models().equals(incumbent.set()))
                .map(Target::since)
                .map(since -> Duration.between(since, seen.now()))
                .orElse(Duration.ZERO);
    }

    private static long newcomers(Incumbent incumbent, Selection challenger) {
        return challenger.set().stream()
                .filter(model -> !incumbent.set().contains(model))
                .count();
    }

    private static SortedSet<String> spared(Selection kept, Selection challenger) {
        return challenger.shortfalls().isEmpty()
                ? kept.shortfalls().stream().map(Shortfall::model).collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>();
    }
}
