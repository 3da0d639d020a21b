package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import java.util.Optional;

/**
 * Whether the choice in force is still of today.
 *
 * @param training that was learned last
 * @param fingerprint of everything else that a choice depends on
 */
record Reselection(Observation seen, String training, String fingerprint) {

    boolean current() {
        return sameInput().filter(chosen -> chosen.training().equals(training)).isPresent();
    }

    /** Nothing asks for another choice but that more was learned. */
    boolean onlyLearned() {
        return sameInput().filter(chosen -> !chosen.training().equals(training)).isPresent();
    }

    private Optional<Selected> sameInput() {
        return seen.memory().selection().filter(chosen -> chosen.fingerprint().equals(fingerprint));
    }
}
