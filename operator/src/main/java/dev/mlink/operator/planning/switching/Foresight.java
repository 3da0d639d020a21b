package dev.mlink.operator.planning.switching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can follow the planner's steps without another look at the world, because they leave no doubt about it once they
 * have succeeded: memory that is known to have come back is loaded into at once. A look takes its time, and models are
 * predicted meanwhile.
 */
public record Foresight(SwitchPlanner planner) {

    /**
     * What leaves after a table that takes models away, once it is known to everybody and their requests have ended.
     *
     * @param steps what the planner has answered for this world and target
     * @return begins with an {@link Step.AwaitQuiet} on which the rest depends; empty where anything has to be looked at
     *     before
     */
    public List<Step> departures(World world, Target target, List<Step> steps) {
        boolean table = steps.size() == 1 && steps.get(0) instanceof Step.Publish;
        if (!table || !plain(world)) {
            return List.of();
        }
        List<Step> next = planner.next(Rehearsal.after(world, steps), target);
        if (!next.stream().allMatch(Step.Unload.class::isInstance)) {
            return List.of();
        }
        List<Step> departures = new ArrayList<>();
        departures.add(new Step.AwaitQuiet(next.stream()
                .map(Step.Unload.class::cast)
                .map(unload -> new Placement(unload.endpoint(), unload.model()))
                .collect(Collectors.toSet())));
        departures.addAll(next);
        return departures;
    }

    /**
     * Loads to do after these steps.
     *
     * @param steps what the planner has answered for this world and target, and the departures that follow
     * @return empty where anything has to be looked at before; else to be done only once every model that the steps unload
     *     is gone
     */
    public List<Step> loads(World world, Target target, List<Step> steps) {
        boolean quiet = steps.stream().anyMatch(Step.AwaitQuiet.class::isInstance);
        boolean sure = !steps.isEmpty()
                && steps.stream()
                        .allMatch(step -> step instanceof Step.Publish publish
                                ? quiet || onlyAdds(world, publish)
                                : step instanceof Step.Unload || step instanceof Step.AwaitQuiet)
                && plain(world);
        return sure
                ? planner.next(Rehearsal.after(world, steps), target).stream()
                        .filter(step -> place(step).isPresent())
                        .toList()
                : List.of();
    }

    /**
     * What follows the loads among these steps: the table that calls exact what has come, and what is loaded next beside
     * it, as long as tables only add.
     *
     * @param steps what the planner has answered for this world and target, and all that follows it so far
     * @return each load after a {@link Step.HoldStill} and each table after a {@link Step.LookAt}, on which the rest
     *     depends; empty where anything else has to be looked at before; else to be done only once every model that the
     *     steps unload is gone
     */
    public List<Step> arrivals(World world, Target target, List<Step> steps) {
        List<Step> arrivals = new ArrayList<>();
        if (!plain(world)) {
            return arrivals;
        }
        World now = Rehearsal.after(world, steps);
        Set<Placement> loaded = loaded(steps);
        while (!loaded.isEmpty()) {
            Optional<Step.Publish> table = publish(planner.next(now, target));
            if (table.isEmpty()) {
                return arrivals;
            }
            arrivals.add(new Step.LookAt(loaded));
            arrivals.add(table.get());
            boolean adds = onlyAdds(now, table.get());
            now = Rehearsal.after(now, List.of(table.get()));
            List<Step> next = adds ? planner.next(now, target) : List.of();
            List<Step> loads =
                    next.stream().filter(step -> place(step).isPresent()).toList();
            if (!loads.isEmpty()) {
                arrivals.add(new Step.HoldStill());
                arrivals.addAll(loads);
                now = Rehearsal.after(now, loads);
            }
            loaded = loaded(loads);
        }
        return arrivals;
    }

    private static Set<Placement> loaded(List<Step> steps) {
        return steps.stream().flatMap(step -> place(step).stream()).collect(Collectors.toSet());
    }

    /** Where the step loads what. */
    private static Optional<Placement> place(Step step) {
        if (step instanceof Step.Load load) {
            return Optional.of(new Placement(load.endpoint(), load.model()));
        }
        return step instanceof Step.LoadAt load
                ? Optional.of(new Placement(load.endpoint(), load.model()))
                : Optional.empty();
    }

    /** The table that would be published next, should these steps succeed; empty where something else comes first. */
    public Optional<Step.Publish> table(World world, Target target, List<Step> steps) {
        return publish(planner.next(Rehearsal.after(world, steps), target));
    }

    private static Optional<Step.Publish> publish(List<Step> steps) {
        return steps.stream()
                .filter(Step.Publish.class::isInstance)
                .map(Step.Publish.class::cast)
                .findFirst();
    }

    /** One that takes something away has to be known to all pods before anything that takes long. */
    private static boolean onlyAdds(World world, Step.Publish publish) {
        return world.table().exact().entrySet().stream()
                .allMatch(exact -> publish.on(exact.getKey()).containsAll(exact.getValue()));
    }

    private static boolean plain(World world) {
        return world.endpoints().stream().allMatch(Foresight::plain);
    }

    private static boolean plain(ObservedEndpoint endpoint) {
        return endpoint.reachable()
                && endpoint.dead().isEmpty()
                && endpoint.unreleased().isEmpty();
    }
}
