package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A switch as it would go if nothing took time and nothing failed: the planner's own steps, each followed by a look at what
 * it would have changed. Endpoints that are out of reach are left out.
 */
public record Rehearsal(SwitchPlanner planner) {

    /** No switch needs as many; a rehearsal that came so far would never end. */
    private static final int MOST_LOOKS = 10_000;

    /** What would be published, loaded and unloaded, in order; ends with a {@link Step.RollBack} where it cannot be. */
    public List<Step> of(World world, Target target) {
        List<Step> steps = new ArrayList<>();
        World now = settled(world);
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<Step> next = planner.next(now, target);
            for (Step step : next) {
                if (step instanceof Step.Done || step instanceof Step.AwaitEndpoint) {
                    return steps;
                }
                steps.add(step);
                if (step instanceof Step.RollBack) {
                    return steps;
                }
                now = after(now, step);
            }
        }
        throw new IllegalStateException("no end in " + MOST_LOOKS + " looks on the way to " + target);
    }

    /** Whatever is under way has ended, and every pod knows the table. */
    private static World settled(World world) {
        return with(
                world,
                world.endpoints().stream()
                        .filter(ObservedEndpoint::reachable)
                        .map(Rehearsal::settled)
                        .toList(),
                world.table());
    }

    private static ObservedEndpoint settled(ObservedEndpoint endpoint) {
        Map<String, ModelState> states = new HashMap<>();
        endpoint.models().forEach((model, state) -> states.put(model, settled(state)));
        return with(endpoint, states, endpoint.seats());
    }

    private static ModelState settled(ModelState state) {
        if (state instanceof ModelState.Loading) {
            return new ModelState.Ready();
        }
        boolean ends = state instanceof ModelState.Unloading || state instanceof ModelState.Hung;
        return ends ? new ModelState.Unloaded() : state;
    }

    /** The world once these steps have been done. */
    static World after(World world, List<Step> steps) {
        World now = world;
        for (Step step : steps) {
            now = after(now, step);
        }
        return now;
    }

    private static World after(World world, Step step) {
        if (step instanceof Step.Publish publish) {
            Map<String, Set<String>> exact = new HashMap<>(publish.exact());
            return with(world, world.endpoints(), new TableInForce(world.table().epoch() + 1, exact, Duration.ZERO));
        }
        if (step instanceof Step.Load load) {
            return moved(world, load.endpoint(), load.model(), new ModelState.Ready(), everywhere(world));
        }
        if (step instanceof Step.LoadAt load) {
            return moved(world, load.endpoint(), load.model(), new ModelState.Ready(), List.of(load.seat()));
        }
        if (step instanceof Step.Shift shift) {
            return moved(world, shift.endpoint(), shift.model(), new ModelState.Ready(), List.of(shift.seat()));
        }
        return step instanceof Step.Unload unload
                ? moved(world, unload.endpoint(), unload.model(), new ModelState.Unloaded(), List.of())
                : world;
    }

    /** What is loaded as its configuration says may be on every device. */
    private static List<Seat> everywhere(World world) {
        return world.devices().bytes().keySet().stream()
                .map(device -> new Seat(device, 1))
                .toList();
    }

    private static World moved(World world, String endpoint, String model, ModelState state, List<Seat> seats) {
        return with(
                world,
                world.endpoints().stream()
                        .map(one -> one.name().equals(endpoint) ? moved(one, model, state, seats) : one)
                        .toList(),
                world.table());
    }

    private static ObservedEndpoint moved(ObservedEndpoint endpoint, String model, ModelState state, List<Seat> seats) {
        Map<String, ModelState> states = new HashMap<>(endpoint.models());
        states.put(model, state);
        Map<String, List<Seat>> places = new HashMap<>(endpoint.seats());
        places.put(model, seats);
        return with(endpoint, states, places);
    }

    /** A table that calls a model exact says what its configuration is. */
    private static World with(World world, List<ObservedEndpoint> endpoints, TableInForce table) {
        Set<String> configured = new HashSet<>(world.configured());
        table.exact().values().forEach(configured::addAll);
        return new World(world.devices(), world.members(), world.costs(), endpoints, table, List.of(), configured);
    }

    private static ObservedEndpoint with(
            ObservedEndpoint endpoint, Map<String, ModelState> states, Map<String, List<Seat>> seats) {
        return new ObservedEndpoint(
                endpoint.name(), true, states, Map.of(), Set.of(), Map.of(), endpoint.foreignBytes(), seats);
    }
}
