package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The next steps from the world as it is to the target. There is no step counter: what is loaded, what the table in force
 * calls exact and what the pods have acknowledged tell where a switch stands, so whoever looks next, after a crash or as
 * a new leader, goes on from there.
 *
 * <p>The steps of one answer are carried out in order up to the first that fails; then the world is observed again. A
 * {@link Step.Publish} or {@link Step.RollBack} stands alone. What always holds:
 *
 * <ul>
 *   <li>nothing is loaded, on any device, that does not fit beside everything loaded, loading, unloading or not yet
 *       released;
 *   <li>a model that is loaded elsewhere than it should be is changed in place where there is room, else loaded anew;
 *   <li>nothing that answers is unloaded while the table in force calls it exact there, nor before every pod has
 *       acknowledged that table and its requests have ended, or patience has;
 *   <li>nothing is loaded on an endpoint where something is LOADING or UNLOADING, and nothing unloaded where something is
 *       LOADING; what leaves together is unloaded together;
 *   <li>a model that is not ours is never touched, and counts as used.
 * </ul>
 */
public final class SwitchPlanner {

    private final Patience patience;

    public SwitchPlanner(Patience patience) {
        this.patience = patience;
    }

    /**
     * What to do now.
     *
     * @return never empty; {@link Step.Done} is the last step where the target is reached
     * @throws IllegalArgumentException when the target names a model that is not among the world's members
     */
    public List<Step> next(World world, Target target) {
        requireMembers(world, target);
        List<Situation> situations = world.endpoints().stream()
                .sorted(Comparator.comparing(ObservedEndpoint::name))
                .map(endpoint -> Situation.of(world, target, endpoint))
                .toList();
        Optional<Step.RollBack> obstacle = situations.stream()
                .filter(situation -> situation.endpoint().reachable())
                .flatMap(situation -> new Reach(situation).obstacle().stream())
                .findFirst();
        ExactModels exact = ExactModels.of(world, situations, obstacle.isEmpty());
        if (!exact.inForce(world.table())) {
            return List.of(exact.publish());
        }
        return obstacle.<List<Step>>map(List::of).orElseGet(() -> onwards(world, target, situations));
    }

    private List<Step> onwards(World world, Target target, List<Situation> situations) {
        Acknowledgements acknowledgements = Acknowledgements.of(world, patience);
        var moves = new ArrayList<Step>();
        if (situations.isEmpty()) {
            moves.add(new Step.AwaitEndpoint(Optional.empty()));
        }
        for (Situation situation : situations) {
            moves.addAll(moves(world, target, situation, acknowledgements));
        }
        var steps = new ArrayList<Step>();
        acknowledgements.behind().forEach(pod -> steps.add(new Step.Push(pod)));
        if (acknowledgements.lagging()) {
            steps.add(new Step.Lagging(acknowledgements.awaited()));
        }
        steps.addAll(moves);
        if (acknowledgements.missing()) {
            steps.add(new Step.AwaitAcknowledgements(acknowledgements.awaited()));
        } else if (moves.isEmpty() && situations.stream().allMatch(SwitchPlanner::arrived)) {
            steps.add(new Step.Done());
        }
        return steps;
    }

    /** What one endpoint does now: changes in place and loads what fits, else lets go what is routed out, else waits for memory. */
    private List<Step> moves(World world, Target target, Situation situation, Acknowledgements acknowledgements) {
        String endpoint = situation.endpoint().name();
        if (!situation.endpoint().reachable()) {
            return List.of(new Step.AwaitEndpoint(Optional.of(endpoint)));
        }
        if (!situation.inTransit().isEmpty()) {
            return situation.inTransit().stream()
                    .map(model -> inTransit(world, situation.endpoint(), model))
                    .toList();
        }
        if (!situation.dead().isEmpty()) {
            return buried(endpoint, situation.dead().first());
        }
        Optional<String> shifted = new Arrival(situation).shifted();
        if (shifted.isPresent()) {
            Seat seat = target.seat(endpoint, shifted.get()).orElseThrow();
            return List.of(new Step.Shift(endpoint, shifted.get(), seat));
        }
        Optional<String> admitted = new Arrival(situation).admitted();
        if (admitted.isPresent()) {
            return List.of(load(world, target, endpoint, admitted.get()));
        }
        if (!situation.departing().isEmpty()) {
            return acknowledgements.missing() ? List.of() : new Departure(world, situation, patience).steps();
        }
        return situation.arriving().isEmpty() && situation.shifting().isEmpty()
                ? List.of()
                : situation.endpoint().unreleased().stream()
                        .sorted()
                        .<Step>map(model -> new Step.AwaitRelease(endpoint, model))
                        .toList();
    }

    /** What is unloaded is no longer READY: the table follows, and where it is wanted it is loaded again. */
    private static List<Step> buried(String endpoint, String model) {
        return List.of(new Step.Dead(endpoint, model), new Step.Unload(endpoint, model));
    }

    private static Step load(World world, Target target, String endpoint, String model) {
        return target.seat(endpoint, model)
                .filter(seat -> world.configured().contains(model))
                .<Step>map(seat -> new Step.LoadAt(endpoint, model, seat))
                .orElseGet(() -> new Step.Load(endpoint, model));
    }

    private Step inTransit(World world, ObservedEndpoint endpoint, String model) {
        if (endpoint.state(model) instanceof ModelState.Hung) {
            return new Step.Hung(endpoint.name(), model);
        }
        if (!(endpoint.state(model) instanceof ModelState.Unloading unloading)) {
            return new Step.AwaitLoad(endpoint.name(), model);
        }
        boolean ours = world.members().contains(model);
        boolean stuck = ours && unloading.since().compareTo(patience.unload()) >= 0
                || Optional.ofNullable(endpoint.dead().get(model))
                        .filter(dead -> dead.compareTo(patience.burial()) >= 0)
                        .isPresent();
        return stuck ? new Step.Stuck(endpoint.name(), model) : new Step.AwaitRelease(endpoint.name(), model);
    }

    private static void requireMembers(World world, Target target) {
        var strangers = new TreeSet<>(target.models());
        target.overrides().values().forEach(strangers::addAll);
        strangers.removeAll(world.members());
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException("target: " + strangers + " are no members; aim only at models of "
                    + new TreeSet<>(world.members()));
        }
    }

    private static boolean arrived(Situation situation) {
        return situation.arriving().isEmpty()
                && situation.shifting().isEmpty()
                && situation.leaving().isEmpty()
                && situation.departing().isEmpty();
    }
}
