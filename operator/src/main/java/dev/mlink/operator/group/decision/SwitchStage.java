package dev.mlink.operator.group.decision;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.planning.switching.Foresight;
import dev.mlink.operator.planning.switching.Patience;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.planning.switching.Step.AwaitAcknowledgements;
import dev.mlink.operator.planning.switching.Step.AwaitDrain;
import dev.mlink.operator.planning.switching.Step.AwaitGone;
import dev.mlink.operator.planning.switching.Step.AwaitQuiet;
import dev.mlink.operator.planning.switching.Step.Dead;
import dev.mlink.operator.planning.switching.Step.Done;
import dev.mlink.operator.planning.switching.Step.DrainTimeout;
import dev.mlink.operator.planning.switching.Step.HoldStill;
import dev.mlink.operator.planning.switching.Step.Hung;
import dev.mlink.operator.planning.switching.Step.Lagging;
import dev.mlink.operator.planning.switching.Step.RollBack;
import dev.mlink.operator.planning.switching.Step.Stuck;
import dev.mlink.operator.planning.switching.SwitchPlanner;
import dev.mlink.operator.planning.switching.Target;
import dev.mlink.operator.planning.switching.World;
import dev.mlink.operator.status.EventReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * On the way to a set of loaded models: the switch planner's steps in the operator's words.
 *
 * @param learned whose predictors the table has to name
 */
record SwitchStage(Observation seen, Optional<String> learned) {

    /** Empty when the set is loaded, and the table in force says so. */
    Optional<Plan> next(Set<String> models, Stage stage) {
        return moves(models, stage).or(() -> news(stage));
    }

    /** Empty when the set is loaded, whatever else the table in force may still have to say. */
    Optional<Plan> moves(Set<String> models, Stage stage) {
        Ensembles ensembles = new Ensembles(seen);
        Set<String> ours = ensembles.whole(models);
        World world = ensembles.arranged(new Worlds(seen).switching(), ours);
        ours.retainAll(world.members());
        SwitchPlanner planner = new SwitchPlanner(Patience.standard());
        Target target = new Seating(seen).target(ours);
        var next = planner.next(world, target);
        if (next.stream().allMatch(Done.class::isInstance)) { // else there is somebody to tell
            return Optional.empty();
        }
        // Triton moves the parts of ensembles by itself
        List<Step> steps = ensembles.any() ? steps(next, models) : withForesight(planner, world, target, next, models);
        Set<Placement> busy = busy(next);
        if (!busy.isEmpty() && !acts(steps)) { // what acts takes time enough
            steps.add(new Step.AwaitDrain(busy));
        }
        boolean brief = next.stream().anyMatch(AwaitAcknowledgements.class::isInstance);
        return Optional.of(new Plan(steps, stage, List.of(), nextLook(steps, brief)));
    }

    private List<Step> steps(List<dev.mlink.operator.planning.switching.Step> planned, Set<String> staying) {
        List<Step> steps = new ArrayList<>(translated(planned, staying));
        boolean dead = planned.stream().anyMatch(Dead.class::isInstance);
        if (!dead) { // of one Triton may never get rid: nobody waits for it
            steps.addAll(releases(steps));
        }
        return steps;
    }

    /** With what can follow without another look, and with a word ahead of the next table where there is time for it. */
    private List<Step> withForesight(
            SwitchPlanner planner,
            World world,
            Target target,
            List<dev.mlink.operator.planning.switching.Step> next,
            Set<String> staying) {
        Foresight foresight = new Foresight(planner);
        var all = new ArrayList<>(next);
        all.addAll(foresight.departures(world, target, next));
        List<Step> steps = steps(all, staying);
        var loads = foresight.loads(world, target, all);
        steps.addAll(translated(loads, staying));
        all.addAll(loads);
        steps.addAll(foretold(translated(foresight.arrivals(world, target, all), staying)));
        IntStream.range(0, steps.size())
                .filter(step -> takesLong(steps.get(step)))
                .findFirst()
                .ifPresent(step -> foresight
                        .table(world, target, all)
                        .ifPresent(table -> steps.add(step, new Step.Foretell(Map.copyOf(table.exact())))));
        return steps;
    }

    /** Each further table is prepared while what it calls exact is loaded. */
    private static List<Step> foretold(List<Step> steps) {
        List<Step> foretold = new ArrayList<>(steps);
        for (int step = steps.size() - 1; step >= 0; step--) {
            if (steps.get(step) instanceof Step.HoldStill) {
                int next = step + 1;
                steps.subList(step, steps.size()).stream()
                        .filter(Step.Publish.class::isInstance)
                        .map(Step.Publish.class::cast)
                        .findFirst()
                        .ifPresent(table -> foretold.add(next, new Step.Foretell(table.exact())));
            }
        }
        return foretold;
    }

    private Optional<Plan> news(Stage stage) {
        if (!outdated()) {
            return Optional.empty();
        }
        Step publish = new Step.Publish(new Worlds(seen).exact(), "what the table says has changed");
        return Optional.of(new Plan(List.of(publish), stage, List.of(), Lifecycle.AT_ONCE));
    }

    /** What is unloaded, on all endpoints, is waited for together. */
    private static List<Step> releases(List<Step> steps) {
        return released(steps.stream()
                .filter(Step.Unload.class::isInstance)
                .map(Step.Unload.class::cast)
                .map(unload -> new Placement(unload.endpoint(), unload.model()))
                .collect(toSet()));
    }

    private static boolean takesLong(Step step) {
        return step instanceof Step.Load
                || step instanceof Step.LoadAt
                || step instanceof Step.Shift
                || step instanceof Step.AwaitRelease;
    }

    /** What was only asked for or told takes a moment to change the world; a brief wait is over as soon as it is seen. */
    private static Duration nextLook(List<Step> steps, boolean brief) {
        Duration waiting = brief ? Lifecycle.BRIEFLY : Lifecycle.SOON;
        return acts(steps) ? Lifecycle.AT_ONCE : waiting;
    }

    private static boolean acts(List<Step> steps) {
        return steps.stream().anyMatch(step -> !(step instanceof Step.Push) && !(step instanceof Step.Tell));
    }

    private static Set<Placement> busy(List<dev.mlink.operator.planning.switching.Step> next) {
        return next.stream()
                .filter(AwaitDrain.class::isInstance)
                .map(AwaitDrain.class::cast)
                .map(wait -> new Placement(wait.endpoint(), wait.model()))
                .collect(toSet());
    }

    private boolean outdated() {
        Optional<Published> published = seen.published();
        return published.isEmpty()
                || !published.get().table().getTraining().equals(learned.orElse(""))
                || !new Tables(seen)
                        .frame(new Worlds(seen).exact())
                        .agreesWith(published.get().table());
    }

    private List<Step> translated(List<dev.mlink.operator.planning.switching.Step> planned, Set<String> staying) {
        return planned.stream()
                .flatMap(step -> step instanceof AwaitGone gone
                        ? released(gone.places()).stream()
                        : translate(step, staying).stream())
                .toList();
    }

    /** On each endpoint what leaves is waited for together. */
    private static List<Step> released(Set<Placement> places) {
        return places.stream()
                .collect(groupingBy(Placement::endpoint, TreeMap::new, mapping(Placement::model, toSet())))
                .entrySet()
                .stream()
                .<Step>map(entry -> new Step.AwaitRelease(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Optional<Step> translate(dev.mlink.operator.planning.switching.Step planned, Set<String> staying) {
        if (planned instanceof dev.mlink.operator.planning.switching.Step.Publish publish) {
            return Optional.of(new Step.Publish(Map.copyOf(publish.exact()), publish.why()));
        }
        if (planned instanceof dev.mlink.operator.planning.switching.Step.Push push) {
            return Optional.of(new Step.Push(push.pod()));
        }
        if (planned instanceof AwaitQuiet quiet) {
            return Optional.of(new Step.AwaitQuiet(quiet.places()));
        }
        if (planned instanceof dev.mlink.operator.planning.switching.Step.LookAt look) {
            return Optional.of(new Step.LookAt(look.places()));
        }
        if (planned instanceof HoldStill) {
            return Optional.of(new Step.HoldStill());
        }
        if (planned instanceof dev.mlink.operator.planning.switching.Step.Load load) {
            return Optional.of(new Step.Load(load.endpoint(), load.model()));
        }
        if (planned instanceof dev.mlink.operator.planning.switching.Step.LoadAt load) {
            return Optional.of(new Step.LoadAt(load.endpoint(), load.model(), load.seat()));
        }
        if (planned instanceof dev.mlink.operator.planning.switching.Step.Shift shift) {
            return Optional.of(new Step.Shift(shift.endpoint(), shift.model(), shift.seat()));
        }
        if (planned instanceof dev.mlink.operator.planning.switching.Step.Unload unload) {
            return Optional.of(
                    new Ensembles(seen).leaves(unload.model(), staying)
                            ? new Step.UnloadAlone(unload.endpoint(), unload.model())
                            : new Step.Unload(unload.endpoint(), unload.model()));
        }
        if (planned instanceof Stuck stuck) {
            return Optional.of(new Step.Restart(
                    stuck.endpoint(),
                    "Triton " + stuck.endpoint() + " does not get rid of model '" + stuck.model()
                            + "', as where a model's process was killed before it had ended"));
        }
        if (planned instanceof Hung hung) {
            return Optional.of(new Step.Restart(
                    hung.endpoint(),
                    "Triton " + hung.endpoint() + " does not finish loading model '" + hung.model()
                            + "', as where the model's process was killed meanwhile"));
        }
        return told(planned);
    }

    private static Optional<Step> told(dev.mlink.operator.planning.switching.Step planned) {
        if (planned instanceof Lagging lagging) {
            return Optional.of(new Step.Tell(
                    EventReason.RuntimeLagging,
                    "runtime pods " + String.join(", ", lagging.pods())
                            + " have not acknowledged the routing table; the switch goes on without them"));
        }
        if (planned instanceof DrainTimeout drain) {
            return Optional.of(new Step.Tell(
                    EventReason.DrainTimeout,
                    drain.requests() + " requests for model '" + drain.model() + "' on " + drain.endpoint()
                            + " are still under way after the longest wait; it is unloaded all the same"));
        }
        if (planned instanceof Dead dead) {
            return Optional.of(new Step.Tell(
                    EventReason.ModelDead,
                    "model '" + dead.model() + "' on " + dead.endpoint()
                            + " answers no more, though Triton calls it READY; it is unloaded, and loaded again"));
        }
        if (planned instanceof RollBack rollBack) {
            return Optional.of(new Step.Tell(EventReason.SwitchStopped, rollBack.reason()));
        }
        return Optional.empty();
    }
}
