package dev.mlink.operator.planning.switching;

import java.util.SortedSet;

/**
 * Where one endpoint stands on the way to its target. Every model of ours that is READY is in exactly one of
 * {@code staying}, {@code shifting}, {@code leaving} and {@code departing}.
 *
 * @param staying READY and wanted, where it is and as often as it is loaded
 * @param shifting READY and wanted, but on another device or in another number
 * @param movable of those the ones that are exact in the table in force
 * @param arriving wanted and not READY
 * @param leaving READY, not wanted, and still exact in the table in force
 * @param departing READY, no longer exact, and not wanted or to be loaded anew elsewhere: to be unloaded once the pods
 *     know and its requests are done
 * @param dead READY, and answering no more: whoever asks it fails, so that it is no use to route it out first
 * @param inTransit models of anybody's that Triton is loading or unloading
 * @param failed wanted models whose load failed under this target
 */
record Situation(
        ObservedEndpoint endpoint,
        SortedSet<String> staying,
        SortedSet<String> shifting,
        SortedSet<String> movable,
        SortedSet<String> arriving,
        SortedSet<String> leaving,
        SortedSet<String> departing,
        SortedSet<String> dead,
        SortedSet<String> inTransit,
        SortedSet<String> failed,
        MemoryLedger memory) {

    static Situation of(World world, Target target, ObservedEndpoint endpoint) {
        return new Sorting(world, target, endpoint).sorted();
    }

    /** Whether no operation is under way and all memory that was given up has come back. */
    boolean settled() {
        return inTransit.isEmpty()
                && departing.isEmpty()
                && endpoint.unreleased().isEmpty();
    }
}
