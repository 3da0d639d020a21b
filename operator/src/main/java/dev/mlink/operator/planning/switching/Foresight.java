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
                        .filter(step -> loadedOn(step).isPresent())
                        .toList()
                : List.of();
    }

    /** The table that would be published next, should these steps succeed; empty where something else comes first. */
    public Optional<Step.Publish> table(World world, Target target, List<Step> steps) {
        return planner.next(Rehearsal.after(world, steps), target).stream()
                .filter(Step.Publish.class::isInstance)
                .map(Step.Publish.class::cast)
                .findFirst();
    }

    /**
     * Loads that can begin, each on an endpoint where these steps load something or wait for it, as soon as that has come,
     * while the table that it leads to is looked after: there is room for them beside everything that is loaded then.
     *
     * @param steps as for {@link #table}
     */
    public List<Step> further(World world, Target target, List<Step> steps) {
        Set<String> busy =
                steps.stream().flatMap(step -> comesOn(step).stream()).collect(Collectors.toSet());
        Optional<Step.Publish> table = plain(world) ? table(world, target, steps) : Optional.empty();
        return table.map(next -> {
                    List<Step> until = new ArrayList<>(steps);
                    until.add(next);
                    return planner.next(Rehearsal.after(world, until), target).stream()
                            .filter(step ->
                                    loadedOn(step).filter(busy::contains).isPresent())
                            .toList();
                })
                .orElse(List.of());
    }

    private static Optional<String> comesOn(Step step) {
        return step instanceof Step.AwaitLoad load ? Optional.of(load.endpoint()) : loadedOn(step);
    }

    /** The endpoint on which the step loads something. */
    private static Optional<String> loadedOn(Step step) {
        if (step instanceof Step.Load load) {
            return Optional.of(load.endpoint());
        }
        return step instanceof Step.LoadAt load ? Optional.of(load.endpoint()) : Optional.empty();
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
