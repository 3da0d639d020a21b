package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sorts the models on one endpoint by what is to become of them. */
final class Sorting {

    private final World world;
    private final Target target;
    private final ObservedEndpoint endpoint;
    private final Set<String> exact;
    private final MemoryLedger memory;
    private final SortedSet<String> staying = new TreeSet<>();
    private final SortedSet<String> shifting = new TreeSet<>();
    private final SortedSet<String> arriving = new TreeSet<>();
    private final SortedSet<String> leaving = new TreeSet<>();
    private final SortedSet<String> departing = new TreeSet<>();
    private final SortedSet<String> dead = new TreeSet<>();
    private final SortedSet<String> failed = new TreeSet<>();

    Sorting(World world, Target target, ObservedEndpoint endpoint) {
        this.world = world;
        this.target = target;
        this.endpoint = endpoint;
        this.exact = world.table().exactOn(endpoint.name());
        this.memory = MemoryLedger.of(world, target, endpoint);
    }

    Situation sorted() {
        for (String model : new TreeSet<>(world.members())) {
            ModelState state = endpoint.state(model);
            boolean ready = state instanceof ModelState.Ready;
            if (ready && endpoint.dead().containsKey(model)) {
                dead.add(model);
            }
            if (target.on(endpoint.name()).contains(model)) {
                place(model, ready).add(model);
                if (state instanceof ModelState.Failed
                        && target.attempted().contains(new Placement(endpoint.name(), model))) {
                    failed.add(model);
                }
            } else if (ready) {
                (exact.contains(model) ? leaving : departing).add(model);
            }
        }
        var movable = new TreeSet<>(shifting);
        movable.retainAll(exact);
        var inTransit = new TreeSet<String>();
        endpoint.models().forEach((model, state) -> {
            if (state.inTransit()) {
                inTransit.add(model);
            }
        });
        return new Situation(
                endpoint, staying, shifting, movable, arriving, leaving, departing, dead, inTransit, failed, memory);
    }

    private SortedSet<String> place(String model, boolean ready) {
        if (!ready) {
            return arriving;
        }
        if (seated(model)) {
            return staying;
        }
        return exact.contains(model) || !world.configured().contains(model) || memory.admits(model)
                ? shifting
                : departing;
    }

    /** One of which nobody knows where it is counts as in its place: the next look will tell. */
    private boolean seated(String model) {
        Optional<Seat> seat = target.seat(endpoint.name(), model);
        List<Seat> present = endpoint.seats(model);
        return seat.isEmpty() || present.isEmpty() || present.equals(List.of(seat.get()));
    }
}
