package dev.mlink.operator.planning.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.placement.Devices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Walks random sites to random targets, with a crash possible between any two steps. The rules that every single step
 * has to keep are checked in {@link SimulatedSite}; here it is that the walk ends, and where.
 */
class SwitchPlannerPropertyTest {

    private static final int PASSES = 3_000;

    private final SwitchPlanner planner = new SwitchPlanner(Patience.standard());

    @Property(tries = 800, shrinking = ShrinkingMode.OFF)
    void everySwitchEndsAtItsTargetWithinTheBudget(@ForAll long seed) {
        var random = new Random(seed);
        var scene = new Scene(random);
        SimulatedSite site = scene.site();
        site.allowRestarts(random.nextInt(4));
        walk(random, site, Target.everywhere(scene.target), scene.start);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void aFailedLoadLeadsBackToWhatServed(@ForAll long seed) {
        var random = new Random(seed);
        var scene = new Scene(random);
        SimulatedSite site = scene.site();
        var newcomers = new TreeSet<>(scene.target);
        newcomers.removeAll(scene.start);
        newcomers.removeIf(model -> random.nextBoolean());
        site.breakModels(newcomers);
        Target end = walk(random, site, Target.everywhere(scene.target), scene.start);
        assertThat(end.models()).isEqualTo(newcomers.isEmpty() ? scene.target : scene.start);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void aTargetThatDoesNotFitIsRefusedBeforeAnythingIsTakenAway(@ForAll long seed) {
        var random = new Random(seed);
        var scene = new Scene(random);
        scene.budget = Math.max(scene.bytes(scene.start), scene.bytes(scene.target) - 1 - random.nextInt(3));
        Assume.that(scene.bytes(scene.target) > scene.budget);
        SimulatedSite site = scene.site();
        site.startTable(1, scene.exact(site));
        World world = site.observe();
        List<Step> steps = planner.next(world, Target.everywhere(scene.target));
        assertThat(steps).hasSize(1).first().isInstanceOf(Step.RollBack.class);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void whereBothSetsFitNothingLeavesBeforeEverythingHasArrived(@ForAll long seed) {
        var random = new Random(seed);
        var scene = new Scene(random);
        var both = new TreeSet<>(scene.start);
        both.addAll(scene.target);
        Assume.that(scene.costs.keySet().containsAll(both));
        scene.budget = scene.bytes(both);
        SimulatedSite site = scene.site();
        site.startTable(1, scene.exact(site));
        var target = Target.everywhere(scene.target);
        for (int pass = 0; pass < PASSES; pass++) {
            List<Step> steps = planner.next(site.observe(), target);
            for (Step step : steps) {
                if (step instanceof Step.Publish publish) {
                    publish.exact().forEach((endpoint, models) -> assertThat(
                                    models.containsAll(scene.start) || models.containsAll(scene.target))
                            .as("%s on %s", models, endpoint)
                            .isTrue());
                }
                site.carryOut(step, target);
            }
            if (steps.get(steps.size() - 1) instanceof Step.Done) {
                site.checkArrived(target);
                return;
            }
            site.tick();
        }
        throw new AssertionError("no end after " + PASSES + " passes");
    }

    /** Where a walk ended after rolling back wherever it was told to. */
    private Target walk(Random random, SimulatedSite site, Target target, Set<String> before) {
        Target aim = target;
        var attempted = new HashSet<Placement>();
        for (int pass = 0; pass < PASSES; pass++) {
            Target now = new Target(aim.models(), aim.overrides(), attempted);
            List<Step> steps = planner.next(site.observe(), now);
            assertThat(steps).isNotEmpty();
            if (steps.get(0) instanceof Step.RollBack back) {
                var rest = new TreeSet<>(before);
                back.culprits().forEach(culprit -> rest.remove(culprit.model()));
                aim = Target.everywhere(rest);
                attempted.clear();
                continue;
            }
            if (steps.get(steps.size() - 1) instanceof Step.Done) {
                site.checkArrived(aim);
                return aim;
            }
            steps = new ArrayList<>(steps);
            World seen = site.observe();
            Foresight foresight = new Foresight(planner);
            steps.addAll(foresight.departures(seen, now, steps));
            int released = steps.size();
            steps.addAll(foresight.loads(seen, now, steps));
            steps.addAll(foresight.arrivals(seen, now, steps));
            boolean crash = random.nextInt(8) == 0;
            boolean foreseen = false;
            int reached = crash ? random.nextInt(steps.size() + 1) : steps.size();
            for (int index = 0; index < reached; index++) {
                Step step = steps.get(index);
                if (index == released && !site.released(steps.subList(0, index))) {
                    break;
                }
                if (step instanceof Step.AwaitQuiet quiet && !site.quiet(quiet)
                        || step instanceof Step.LookAt look && !site.arrive(look, seen, steps.subList(0, index))
                        || step instanceof Step.AwaitGone && !site.released(steps.subList(0, index))
                        || index >= released && !site.answers(step)) {
                    break;
                }
                foreseen |= step instanceof Step.LookAt;
                if (foreseen && step instanceof Step.Publish table) {
                    site.publishForeseen(table);
                } else {
                    site.carryOut(step, now);
                }
                if (step instanceof Step.Load load) {
                    attempted.add(new Placement(load.endpoint(), load.model()));
                }
            }
            if (crash) {
                attempted.clear();
            }
            site.tick();
        }
        throw new AssertionError("no end after " + PASSES + " passes, now at " + planner.next(site.observe(), aim)
                + " in " + site.observe());
    }

    /** A random site: two sets that fit, each by itself. */
    private static final class Scene {
        final Random random;
        final Set<String> members = new TreeSet<>();
        final Map<String, Long> costs = new HashMap<>();
        final Set<String> start = new TreeSet<>();
        final Set<String> target = new TreeSet<>();
        final Set<String> pinned = new TreeSet<>();
        final long foreignBytes;
        long budget;

        Scene(Random random) {
            this.random = random;
            int count = 1 + random.nextInt(7);
            for (int i = 0; i < count; i++) {
                String model = "m" + i;
                members.add(model);
                costs.put(model, 1L + random.nextInt(100));
                if (random.nextInt(6) == 0) {
                    pinned.add(model);
                }
                if (pinned.contains(model) || random.nextBoolean()) {
                    start.add(model);
                }
                if (pinned.contains(model) || random.nextBoolean()) {
                    target.add(model);
                }
            }
            costs.put("stranger", 1L + random.nextInt(20));
            foreignBytes = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
            long least = Math.max(bytes(start), bytes(target));
            budget = least + (random.nextBoolean() ? 0 : random.nextInt(120));
            if (random.nextInt(5) == 0 && !start.contains(newcomer())) {
                costs.remove(newcomer());
                budget++;
            }
        }

        long bytes(Set<String> models) {
            return foreignBytes
                    + costs.get("stranger")
                    + models.stream().mapToLong(m -> costs.getOrDefault(m, 0L)).sum();
        }

        SimulatedSite site() {
            var site = new SimulatedSite(random, Devices.whole(new Budget(budget)), members, costs);
            int tritons = 1 + random.nextInt(2);
            var loaded = new TreeSet<>(start);
            loaded.add("stranger");
            for (int i = 0; i < tritons; i++) {
                site.startTriton(loaded, foreignBytes);
            }
            int pods = random.nextInt(4);
            for (int i = 0; i < pods; i++) {
                site.startPod(random.nextInt(5) == 0);
            }
            if (random.nextInt(4) > 0) {
                site.startTable(1 + random.nextInt(9), exact(site));
            }
            return site;
        }

        Map<String, Set<String>> exact(SimulatedSite site) {
            var exact = new HashMap<String, Set<String>>();
            site.tritonNames().forEach(name -> exact.put(name, Set.copyOf(start)));
            return exact;
        }

        private String newcomer() {
            return new ArrayList<>(target.isEmpty() ? members : target).get(0);
        }
    }
}
