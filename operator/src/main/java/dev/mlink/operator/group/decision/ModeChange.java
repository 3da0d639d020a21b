package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.Claim;
import dev.mlink.operator.group.spec.GroupMemory.Target;
import dev.mlink.operator.group.spec.Mode;
import dev.mlink.operator.status.EventReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From the mode in force to the one that the user asks for. A group that was active leaves nothing half done: a switch under
 * way is finished first, and a profile under way gives the activation set back; it goes on when the group is active
 * again. What cannot be finished, since a model does not load or Triton is away, does not hold the new mode up.
 */
record ModeChange(Observation seen) {

    /** Empty when the mode in force is the one that is asked for. */
    Optional<Plan> next() {
        Mode inForce = seen.memory().standing().mode();
        Mode asked = seen.spec().mode();
        if (inForce == asked) {
            return Optional.empty();
        }
        Optional<Plan> rest = inForce == Mode.ACTIVE ? unfinished() : Optional.empty();
        return Optional.of(rest.orElseGet(() -> inForce(asked)));
    }

    private Optional<Plan> unfinished() {
        return seen.memory()
                .target()
                .filter(target -> seen.tritonReachable())
                .filter(target -> begun())
                .flatMap(this::toward)
                .filter(plan -> plan.steps().stream().noneMatch(ModeChange::stopped));
    }

    /** On a shared Triton nothing is begun before it is the group's turn. */
    private boolean begun() {
        return !seen.neighbours().shared() || seen.memory().standing().claim() == Claim.HELD;
    }

    /** What is loaded already stays, whatever else has changed in the spec together with the mode. */
    private Optional<Plan> toward(Target target) {
        Set<String> models = new TreeSet<>(target.models());
        Set<String> loadable = new Candidates(seen).names();
        models.removeIf(model -> !loadable.contains(model) && !seen.loaded(model));
        Set<String> leaving = new TreeSet<>(target.leaving());
        leaving.addAll(models);
        leaving.removeAll(seen.spec().modelNames());
        Target rest = new Target(models, leaving, target.reason(), target.moved(), target.since(), target.ended());
        return new SwitchStage(seen.withMemory(seen.memory().withTarget(rest)), new Learned(seen.memory()).training())
                .moves(models, Stage.SWITCHING);
    }

    private static boolean stopped(Step step) {
        return step instanceof Step.Tell told && told.reason() == EventReason.SwitchStopped;
    }

    private Plan inForce(Mode asked) {
        Stage stage =
                switch (asked) {
                    case ACTIVE -> Stage.PENDING;
                    case DRY_RUN -> Stage.DRY_RUN;
                    case SUSPENDED -> Stage.SUSPENDED;
                };
        return new Plan(
                List.of(
                        new Step.Remember(seen.memory()
                                .withStanding(seen.memory().standing().in(asked))),
                        new Step.Tell(EventReason.ModeChanged, text(asked))),
                stage,
                List.of(),
                Lifecycle.AT_ONCE);
    }

    private static String text(Mode mode) {
        return switch (mode) {
            case ACTIVE -> "Active: what is decided is done";
            case DRY_RUN -> "DryRun: what is decided is only reported, in status.proposal";
            case SUSPENDED -> "Suspended: nothing is decided or done, what serves goes on serving";
        };
    }
}
