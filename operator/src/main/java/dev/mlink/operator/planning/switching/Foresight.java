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
        return leaving(next);
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
     * What follows the loads among these steps: the table that calls exact what has come, and whatever is loaded next, also
     * in the place of what gives way to it.
     *
     * @param steps what the planner has answered for this world and target, and all that follows it so far
     * @return each table after a {@link Step.LookAt}, each load and unload after a {@link Step.HoldStill}, on which the rest
     *     depends; empty where anything else has to be looked at before; else to be done only once every model that the
     *     steps unload is gone
     */
    public List<Step> arrivals(World world, Target target, List<Step> steps) {
        List<Step> arrivals = new ArrayList<>();
        World now = Rehearsal.after(world, steps);
        Set<Placement> loaded = plain(world) ? loaded(steps) : Set.of();
        while (!loaded.isEmpty()) {
            Optional<Step.Publish> table = publish(planner.next(now, target));
            if (table.isEmpty()) {
                return arrivals;
            }
            arrivals.add(new Step.LookAt(loaded));
            arrivals.add(table.get());
            now = Rehearsal.after(now, List.of(table.get()));
            List<Step> moves = moves(now, target);
            arrivals.addAll(moves);
            now = Rehearsal.after(now, moves);
            loaded = loaded(moves);
        }
        return arrivals;
    }

    /** What is unloaded and loaded next; empty where it is anything else. */
    private List<Step> moves(World now, Target target) {
        List<Step> next = planner.next(now, target);
        if (next.stream().allMatch(Step.Unload.class::isInstance)) {
            List<Step> moves = new ArrayList<>(List.of(new Step.HoldStill()));
            moves.addAll(leaving(next));
            moves.add(new Step.AwaitGone(unloaded(next)));
            planner.next(Rehearsal.after(now, next), target).stream()
                    .filter(step -> place(step).isPresent())
                    .forEach(moves::add);
            return moves;
        }
        if (next.stream().allMatch(step -> place(step).isPresent())) {
            List<Step> moves = new ArrayList<>(List.of(new Step.HoldStill()));
            moves.addAll(next);
            return moves;
        }
        return List.of();
    }

    /** Once nobody asks what leaves. */
    private static List<Step> leaving(List<Step> unloads) {
        List<Step> leaving = new ArrayList<>(List.of(new Step.AwaitQuiet(unloaded(unloads))));
        leaving.addAll(unloads);
        return leaving;
    }

    private static Set<Placement> unloaded(List<Step> steps) {
        return steps.stream()
                .filter(Step.Unload.class::isInstance)
                .map(Step.Unload.class::cast)
                .map(unload -> new Placement(unload.endpoint(), unload.model()))
                .collect(Collectors.toSet());
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
