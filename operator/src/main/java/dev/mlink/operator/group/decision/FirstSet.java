package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.planning.coldstart.ColdStart;
import dev.mlink.operator.planning.coldstart.ColdStartOutcome;
import dev.mlink.operator.planning.coldstart.ColdStartOutcome.PinnedDoNotFit;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is loaded before anything is learned: the best set by weight. */
record FirstSet(Observation seen) {

    static final String WHY = "the best set by weight within the budget, until links are learned";

    /** Empty when the target is that set already. */
    Optional<Plan> next() {
        ColdStartOutcome outcome = outcome();
        if (!(outcome instanceof ColdStartOutcome.FirstSet found)) {
            return Optional.of(nothing(outcome));
        }
        Optional<GroupMemory.Target> target = seen.memory().target();
        if (target.isPresent() && target.get().models().equals(Set.copyOf(found.set()))) {
            return Optional.empty();
        }
        return Optional.of(new Plan(
                List.of(
                        new Step.Remember(seen.memory().withTarget(new NewTarget(seen).of(found.set(), WHY))),
                        new Step.Tell(EventReason.ActivationSetChosen, String.join(", ", found.set()) + ": " + WHY)),
                Stage.SWITCHING,
                List.of(),
                Lifecycle.AT_ONCE));
    }

    ColdStartOutcome outcome() {
        Candidates candidates = new Candidates(seen);
        return new ColdStart().choose(candidates.loadable(), candidates.devices());
    }

    /** What is said where there is no first set. */
    static Plan nothing(ColdStartOutcome outcome) {
        return outcome instanceof PinnedDoNotFit pinned
                ? wait(Reason.PinnedExceedBudget, pinnedText(pinned))
                : wait(Reason.NothingFits, "no model of the group can be loaded");
    }

    private static Plan wait(Reason reason, String text) {
        return new Plan(
                List.of(),
                Stage.PENDING,
                List.of(Finding.ofGroup(ConditionType.WITHIN_BUDGET, reason, text)),
                Lifecycle.IDLE);
    }

    private static String pinnedText(PinnedDoNotFit pinned) {
        boolean divided = pinned.neededBytes() <= pinned.budget().bytes();
        return "the pinned models " + String.join(", ", pinned.pinned()) + " take "
                + Bytes.text(pinned.neededBytes()) + " together and "
                + (divided ? "find no place on spec.budget.devices, in all " : "spec.budget.memory is ")
                + Bytes.text(pinned.budget().bytes()) + "; raise the budget or unpin one";
    }
}
