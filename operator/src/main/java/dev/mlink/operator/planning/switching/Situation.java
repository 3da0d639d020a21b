package dev.mlink.operator.planning.switching;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where one endpoint stands on the way to its target. Every model of ours that is READY is in exactly one of
 * {@code staying}, {@code leaving} and {@code departing}.
 *
 * @param staying READY and wanted
 * @param arriving wanted and not READY
 * @param leaving READY, not wanted, and still exact in the table in force
 * @param departing READY, not wanted, and no longer exact: to be unloaded once the pods know and its requests are done
 * @param dead READY, and answering no more: whoever asks it fails, so that it is no use to route it out first
 * @param inTransit models of anybody's that Triton is loading or unloading
 * @param failed wanted models whose load failed under this target
 */
record Situation(
        ObservedEndpoint endpoint,
        SortedSet<String> staying,
        SortedSet<String> arriving,
        SortedSet<String> leaving,
        SortedSet<String> departing,
        SortedSet<String> dead,
        SortedSet<String> inTransit,
        SortedSet<String> failed,
        MemoryLedger memory) {

    static Situation of(World world, Target target, ObservedEndpoint endpoint) {
        Set<String> exact = world.table().exactOn(endpoint.name());
        Set<String> wanted = target.on(endpoint.name());
        var staying = new TreeSet<String>();
        var arriving = new TreeSet<String>();
        var leaving = new TreeSet<String>();
        var departing = new TreeSet<String>();
        var dead = new TreeSet<String>();
        var failed = new TreeSet<String>();
        for (String model : new TreeSet<>(world.members())) {
            ModelState state = endpoint.state(model);
            boolean ready = state instanceof ModelState.Ready;
            if (ready && endpoint.dead().containsKey(model)) {
                dead.add(model);
            }
            if (wanted.contains(model)) {
                (ready ? staying : arriving).add(model);
                if (state instanceof ModelState.Failed
                        && target.attempted().contains(new Placement(endpoint.name(), model))) {
                    failed.add(model);
                }
            } else if (ready) {
                (exact.contains(model) ? leaving : departing).add(model);
            }
        }
        var inTransit = new TreeSet<String>();
        endpoint.models().forEach((model, state) -> {
            if (state.inTransit()) {
                inTransit.add(model);
            }
        });
        return new Situation(
                endpoint,
                staying,
                arriving,
                leaving,
                departing,
                dead,
                inTransit,
                failed,
                MemoryLedger.of(world, endpoint));
    }

    /** Whether no operation is under way and all memory that was given up has come back. */
    boolean settled() {
        return inTransit.isEmpty()
                && departing.isEmpty()
                && endpoint.unreleased().isEmpty();
    }
}
