package dev.mlink.runtime.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is in a store and who names it, as far as a decision on what to keep must know.
 *
 * @param now when anything was last written, by the clock that the other times are of
 * @param finished trainings that have a report, the newest first
 * @param running trainings that have none yet: when each last wrote
 * @param profiles when each was last written to
 * @param artifacts when each was written
 * @param reservoirs when each pod last wrote its samples
 * @param inForce what the routing table named when the newest training began
 */
record Inventory(
        Instant now,
        List<Finished> finished,
        Map<String, Instant> running,
        Map<String, Instant> profiles,
        Map<Digest, Instant> artifacts,
        Map<String, Instant> reservoirs,
        Set<Digest> inForce) {

    /**
     * A training with a report.
     *
     * @param training its name, which is that of its profile
     * @param artifacts that its report names
     */
    record Finished(String training, Set<Digest> artifacts) {}
}
