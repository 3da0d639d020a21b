package dev.mlink.operator.planning.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Packing;
import dev.mlink.operator.planning.placement.Seat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Walks sites with several devices to random targets, with a crash possible between any two steps. Nothing says where a
 * model goes but the look at the world: the places are computed anew before each step, as the operator does.
 */
class DeviceSwitchPropertyTest {

    private static final int PASSES = 3_000;

    private final SwitchPlanner planner = new SwitchPlanner(Patience.standard());

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void everySwitchEndsInItsPlacesWithinEachDevice(@ForAll long seed) {
        var random = new Random(seed);
        var scene = new Scene(random, 0);
        SimulatedSite site = scene.site();
        site.configure(scene.costs.keySet());
        site.allowRestarts(random.nextInt(4));
        walk(random, site, scene);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void modelsOfWhichNobodyKnowsTheConfigurationAreFirstLoadedEverywhere(@ForAll long seed) {
        var random = new Random(seed);
        var scene = new Scene(random, 800);
        walk(random, scene.site(), scene);
    }

    private void walk(Random random, SimulatedSite site, Scene scene) {
        for (int pass = 0; pass < PASSES; pass++) {
            World world = site.observe();
            Target target = scene.seated(world);
            List<Step> steps = planner.next(world, target);
            assertThat(steps).isNotEmpty().noneMatch(Step.RollBack.class::isInstance);
            if (steps.get(steps.size() - 1) instanceof Step.Done) {
                site.checkArrived(target);
                return;
            }
            int reached = random.nextInt(8) == 0 ? random.nextInt(steps.size() + 1) : steps.size();
            steps.subList(0, reached).forEach(step -> site.carryOut(step, target));
            site.tick();
        }
        throw new AssertionError("no end after " + PASSES + " passes, now at "
                + planner.next(site.observe(), scene.seated(site.observe())) + " in " + site.observe());
    }

    /** Two or three devices, two sets that each can be placed, and a start in places and numbers at random. */
    private static final class Scene {
        final Random random;
        final Map<String, Long> costs = new HashMap<>();
        final Map<String, Integer> instances = new HashMap<>();
        final Map<String, List<Seat>> start = new TreeMap<>();
        final Set<String> target = new TreeSet<>();
        final Devices devices;

        Scene(Random random, long slack) {
            this.random = random;
            int count = 2 + random.nextInt(2);
            var atStart = new TreeMap<String, Long>();
            var atEnd = new TreeMap<String, Long>();
            int models = 1 + random.nextInt(7);
            for (int i = 0; i < models; i++) {
                String model = "m" + i;
                costs.put(model, 1L + random.nextInt(100));
                instances.put(model, 1 + random.nextInt(2));
                if (random.nextBoolean()) {
                    Seat seat = new Seat("" + random.nextInt(count), 1 + random.nextInt(2));
                    start.put(model, List.of(seat));
                    atStart.merge(seat.device(), costs.get(model) * seat.instances(), Long::sum);
                }
                if (random.nextBoolean()) {
                    target.add(model);
                    atEnd.merge("" + random.nextInt(count), costs.get(model) * instances.get(model), Long::sum);
                }
            }
            var bytes = new TreeMap<String, Long>();
            for (int i = 0; i < count; i++) {
                long least = Math.max(atStart.getOrDefault("" + i, 0L), atEnd.getOrDefault("" + i, 0L));
                bytes.put("" + i, least + slack + (random.nextBoolean() ? 0 : random.nextInt(60)));
            }
            devices = new Devices(bytes);
        }

        Target seated(World world) {
            Map<String, Map<String, Seat>> places = new HashMap<>();
            for (ObservedEndpoint endpoint : world.endpoints()) {
                var sizes = new TreeMap<String, Long>();
                target.forEach(model -> sizes.put(model, costs.get(model) * instances.get(model)));
                var present = new TreeMap<String, String>();
                endpoint.seats()
                        .forEach((model, seats) ->
                                present.put(model, seats.get(0).device()));
                var seats = new TreeMap<String, Seat>();
                new Packing(devices)
                        .place(sizes, present)
                        .orElseThrow()
                        .forEach((model, device) -> seats.put(model, new Seat(device, instances.get(model))));
                places.put(endpoint.name(), seats);
            }
            return Target.everywhere(target).seated(places);
        }

        SimulatedSite site() {
            var site = new SimulatedSite(random, devices, costs.keySet(), costs);
            int tritons = 1 + random.nextInt(2);
            for (int i = 0; i < tritons; i++) {
                site.startTriton(start, 0);
            }
            int pods = random.nextInt(3);
            for (int i = 0; i < pods; i++) {
                site.startPod(random.nextInt(5) == 0);
            }
            if (random.nextInt(4) > 0) {
                var exact = new HashMap<String, Set<String>>();
                site.tritonNames().forEach(name -> exact.put(name, Set.copyOf(start.keySet())));
                site.startTable(1 + random.nextInt(9), exact);
            }
            return site;
        }
    }
}
