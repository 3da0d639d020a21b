package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory.Profile;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a profile is due: at first, each period, on demand, earlier after a drift, and when a model has come or changed
 * that the last one did not see so.
 */
record DueProfile(Observation seen) {

    boolean due() {
        Optional<Profile> last = seen.memory().profile();
        if (last.isEmpty()) {
            return true;
        }
        Instant next =
                new NextProfile(seen.memory(), seen.spec().interval()).at().orElseThrow();
        return !seen.now().isBefore(next)
                || seen.spec().rescheduleAsked()
                || new Outdated(seen).sinceProfile()
                || !last.get().models().containsAll(models());
    }

    /** What would be run in it. */
    Set<String> models() {
        return new Candidates(seen).names();
    }

    boolean enoughSamples() {
        return seen.samples() >= seen.spec().samples();
    }
}
