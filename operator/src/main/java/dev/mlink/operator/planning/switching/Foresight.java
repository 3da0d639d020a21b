package dev.mlink.operator.planning.switching;

import java.util.List;
import java.util.Optional;

/**
 * What can follow the planner's steps without another look at the world, because they leave no doubt about it once they
 * have succeeded: memory that is known to have come back is loaded into at once. A look takes its time, and models are
 * predicted meanwhile.
 */
public record Foresight(SwitchPlanner planner) {

    /**
     * Loads to do after these steps.
     *
     * @param steps what the planner has answered for this world and target
     * @return empty where anything has to be looked at before; else to be done only once every model that the steps unload
     *     is gone
     */
    public List<Step> loads(World world, Target target, List<Step> steps) {
        boolean sure = !steps.isEmpty()
                && steps.stream().allMatch(step -> sure(world, step))
                && world.endpoints().stream().allMatch(Foresight::plain);
        return sure
                ? planner.next(Rehearsal.after(world, steps), target).stream()
                        .filter(step -> step instanceof Step.Load || step instanceof Step.LoadAt)
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

    /** A table that takes something away has to be known to all pods before anything that takes long. */
    private static boolean sure(World world, Step step) {
        return step instanceof Step.Unload
                || step instanceof Step.Publish publish
                        && world.table().exact().entrySet().stream()
                                .allMatch(exact -> publish.on(exact.getKey()).containsAll(exact.getValue()));
    }

    private static boolean plain(ObservedEndpoint endpoint) {
        return endpoint.reachable()
                && endpoint.dead().isEmpty()
                && endpoint.unreleased().isEmpty();
    }
}
