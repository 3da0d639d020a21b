package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the next profile is due: a period after the last one began, or a quarter of it once the last one has found that
 * what was learned does not hold any more. A stream that never stops changing is profiled four times a period, not more.
 */
public record NextProfile(GroupMemory memory, Duration interval) {
    private static final int EARLY = 4;

    /** Empty before the first profile. */
    public Optional<Instant> at() {
        return memory.profile().map(last -> last.startedAt().plus(early(last) ? interval.dividedBy(EARLY) : interval));
    }

    private boolean early(Profile last) {
        return memory.drift()
                .filter(Drift::found)
                .filter(drift -> drift.profile().equals(last.id()))
                .isPresent();
    }

    /**
     * From when on a profile learns: after a drift, from nothing that the predictors which drifted had seen already.
     *
     * @param id the profile that begins
     */
    public Optional<Instant> newerThan(String id) {
        return memory.drift()
                .filter(Drift::found)
                .filter(drift -> !drift.profile().equals(id))
                .map(Drift::since);
    }
}
