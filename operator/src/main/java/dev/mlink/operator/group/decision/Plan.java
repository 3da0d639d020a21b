package dev.mlink.operator.group.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass does.
 *
 * @param steps in this order; a step that fails ends the pass
 * @param stage what the group is busy with
 * @param findings what stands in the way, most important first
 * @param nextLook when to look again if nothing else calls
 */
public record Plan(List<Step> steps, Stage stage, List<Finding> findings, Duration nextLook) {

    public Plan {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** The same, where these are found first. */
    Plan after(List<Finding> more) {
        List<Finding> all = new ArrayList<>(more);
        all.addAll(findings);
        return new Plan(steps, stage, all, nextLook);
    }

    /** Whether what it does is followed by more without a wait. */
    public boolean goesOn() {
        return acts() && nextLook.equals(Lifecycle.AT_ONCE);
    }

    /** Whether it does something: then what was seen to decide it has to be certain. */
    public boolean acts() {
        return !steps.isEmpty();
    }
}
