package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Profile;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What waits for a maintenance window: another choice for no other reason than that more was learned, and a profile for
 * which a model has to give way. What has begun goes on. A change of the spec, whatever mends something, and what is asked
 * for by hand do not wait.
 */
public record Waiting(Observation seen) {

    /** Whether the next choice waits. */
    boolean reselection() {
        Optional<String> learned = new Learned(seen.memory()).training();
        return closed()
                && learned.filter(training -> !demanded(training))
                        .filter(training ->
                                new Reselection(seen, training, new SelectionInput(seen).fingerprint()).onlyLearned())
                        .isPresent();
    }

    /** Whether a profile that is due waits. */
    boolean profile() {
        return closed() && !running() && new DueProfile(seen).due() && takesAway();
    }

    /** One sentence; empty for nothing. */
    public Optional<String> text() {
        Instant opens = seen.spec().windows().openFrom(seen.now());
        if (reselection()) {
            return Optional.of("a choice with what was learned last waits for the window that opens at " + opens);
        }
        return profile()
                ? Optional.of(
                        "a profile, for which a model has to give way, waits for the window that opens at " + opens)
                : Optional.empty();
    }

    /** When the set is looked at again; empty before the first profile. */
    public Optional<Instant> nextAt() {
        return reselection()
                ? Optional.of(seen.spec().windows().openFrom(seen.now()))
                : new NextProfile(seen.memory(), seen.spec().interval()).at().map(this::profileAt);
    }

    private Instant profileAt(Instant due) {
        if (!takesAway() || !due.isAfter(seen.now()) && !closed()) {
            return due;
        }
        return seen.spec().windows().openFrom(due.isAfter(seen.now()) ? due : seen.now());
    }

    private boolean closed() {
        return !seen.spec().rescheduleAsked() && !seen.spec().windows().open(seen.now());
    }

    private boolean demanded(String training) {
        return seen.memory()
                .profile()
                .filter(profile -> profile.id().equals(training) && profile.demanded())
                .isPresent();
    }

    private boolean running() {
        return seen.memory()
                .profile()
                .map(Profile::progress)
                .filter(Progress.RUNNING::equals)
                .isPresent();
    }

    /** Whether some model does not fit beside the activation set. */
    private boolean takesAway() {
        Costs costs = new Costs(seen.spec(), seen.memory());
        Set<String> serving =
                seen.memory().target().map(GroupMemory.Target::models).orElse(Set.of());
        long used = 0;
        long largest = 0;
        for (var model : seen.spec().models()) {
            OptionalLong bytes = costs.bytes(model);
            if (serving.contains(model.name())) {
                used += bytes.orElse(0);
            } else if (bytes.isPresent() && bytes.getAsLong() <= seen.spec().budgetBytes()) {
                largest = Math.max(largest, bytes.getAsLong());
            }
        }
        return used + largest > seen.spec().budgetBytes() && largest > 0;
    }
}
