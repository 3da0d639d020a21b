package dev.mlink.operator.planning.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tritons, pods and a routing table that take their time and misbehave, with the rules that no step may break checked
 * where the step is carried out. A second is the unit of time.
 */
final class SimulatedSite {

    private static final int LONGEST_WAIT = 8;
    static final int NEVER = Integer.MAX_VALUE;

    private final Random random;
    private final Devices devices;
    private final Set<String> members;
    private final Map<String, Long> costs;
    private final Set<String> broken = new TreeSet<>();
    private final Set<String> configured = new TreeSet<>();
    private final Map<String, SimulatedTriton> tritons = new TreeMap<>();
    private final Map<String, SimulatedPod> pods = new TreeMap<>();
    private Map<String, Set<String>> exact = Map.of();
    private long epoch;
    private int age;
    private int restartsLeft;
    private int born;

    /** Nothing has happened since the look. */
    private boolean looked;

    SimulatedSite(Random random, Devices devices, Set<String> members, Map<String, Long> costs) {
        this.random = random;
        this.devices = devices;
        this.members = members;
        this.costs = costs;
    }

    /** Starts a Triton that has these models READY. */
    void startTriton(Set<String> ready, long foreignBytes) {
        var triton = new SimulatedTriton("triton-" + born++, foreignBytes, devices, members, costs, random);
        ready.forEach(model -> triton.models.put(model, new SimulatedTriton.Slot(new ModelState.Ready(), NEVER)));
        tritons.put(triton.name, triton);
    }

    /** Starts a Triton that has these models READY in these places. */
    void startTriton(Map<String, List<Seat>> ready, long foreignBytes) {
        startTriton(ready.keySet(), foreignBytes);
        tritons.get("triton-" + (born - 1)).seats.putAll(ready);
    }

    /** Writes down what these models' configurations are. */
    void configure(Set<String> models) {
        configured.addAll(models);
    }

    /** Starts a pod that acknowledges after so many seconds, or never. */
    void startPod(boolean deaf) {
        var pod = new SimulatedPod("pod-" + born++, deaf ? NEVER : random.nextInt(4), members, random);
        pods.put(pod.name, pod);
    }

    /** Puts a table in force that every pod knows. */
    void startTable(long number, Map<String, Set<String>> models) {
        epoch = number;
        exact = models;
        models.values().forEach(configured::addAll);
        pods.values().forEach(pod -> pod.route(epoch, calledExact()));
    }

    void breakModels(Set<String> models) {
        broken.addAll(models);
    }

    void mend() {
        broken.clear();
    }

    void allowRestarts(int count) {
        restartsLeft = count;
    }

    Set<String> tritonNames() {
        return tritons.keySet();
    }

    World observe() {
        looked = true;
        return world();
    }

    private World world() {
        return new World(
                devices,
                members,
                costs,
                tritons.values().stream().map(SimulatedTriton::observe).toList(),
                new TableInForce(epoch, exact, Duration.ofSeconds(age)),
                pods.values().stream().map(pod -> pod.observe(tritons.keySet())).toList(),
                configured);
    }

    /** Carries one step out, if it is one to carry out, after checking that it may be. */
    void carryOut(Step step, Target target) {
        if (step instanceof Step.Publish publish) {
            publish(publish, target);
        } else if (step instanceof Step.Push push) {
            pods.get(push.pod()).receive(epoch, calledExact());
        } else if (step instanceof Step.Load load) {
            load(load.endpoint(), load.model(), Optional.empty(), target);
        } else if (step instanceof Step.LoadAt load) {
            assertThat(configured).contains(load.model());
            load(load.endpoint(), load.model(), Optional.of(load.seat()), target);
        } else if (step instanceof Step.Shift shift) {
            tritons.get(shift.endpoint()).shift(shift);
        } else if (step instanceof Step.Unload unload) {
            unload(unload, target);
        } else if (step instanceof Step.Stuck stuck) {
            Optional.ofNullable(tritons.remove(stuck.endpoint())) // two models of one are one restart
                    .ifPresent(victim -> startTriton(Set.of(), victim.foreignBytes));
        }
    }

    /** Whether what depends on it may go on; pods that take no time know the table by then. */
    boolean quiet(Step.AwaitQuiet step) {
        pods.values().stream().filter(pod -> pod.delay == 0).forEach(pod -> pod.route(epoch, calledExact()));
        boolean known = pods.values().stream().allMatch(pod -> pod.acknowledged >= epoch || pod.deafAndUnready());
        return known
                && step.places().stream()
                        .allMatch(place -> pods.values().stream().allMatch(pod -> pod.inFlight(place.model()) == 0));
    }

    /** Whether all of them come before long, and nothing else has come or gone since, but for what these steps have done. */
    boolean arrive(Step.LookAt step, World seen, List<Step> done) {
        World expected = Rehearsal.after(seen, done);
        return soon(() -> step.places().stream().allMatch(this::serves))
                && step.places().stream().map(Placement::endpoint).allMatch(endpoint -> loaded(expected, endpoint)
                        .equals(loaded(world(), endpoint)));
    }

    private static Set<String> loaded(World world, String endpoint) {
        return world.endpoints().stream()
                .filter(one -> one.name().equals(endpoint))
                .flatMap(one -> one.models().entrySet().stream())
                .filter(model -> model.getValue().occupies())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether what these steps unload is gone before long. */
    boolean released(List<Step> steps) {
        return soon(() -> steps.stream().allMatch(this::gone));
    }

    private boolean soon(BooleanSupplier so) {
        for (int wait = 0; wait < LONGEST_WAIT; wait++) {
            if (so.getAsBoolean()) {
                return true;
            }
            tick();
        }
        return false;
    }

    /** Whether what it is about can be called. */
    boolean answers(Step step) {
        return Stream.concat(
                        Stream.of(step).filter(Step.Load.class::isInstance).map(load -> ((Step.Load) load).endpoint()),
                        Stream.of(step).filter(Step.Unload.class::isInstance).map(unload -> ((Step.Unload) unload)
                                .endpoint()))
                .allMatch(endpoint -> Optional.ofNullable(tritons.get(endpoint))
                        .filter(triton -> triton.unreachableFor == 0)
                        .isPresent());
    }

    private boolean gone(Step step) {
        return !(step instanceof Step.Unload unload)
                || Optional.ofNullable(tritons.get(unload.endpoint()))
                        .filter(triton -> triton.state(unload.model()) instanceof ModelState.Unloaded)
                        .filter(triton -> triton.observe().unreleased().isEmpty())
                        .isPresent();
    }

    private boolean serves(Placement place) {
        return Optional.ofNullable(tritons.get(place.endpoint()))
                .filter(triton -> triton.unreachableFor == 0)
                .filter(triton -> triton.state(place.model()) instanceof ModelState.Ready)
                .isPresent();
    }

    /** Lets a second pass. */
    void tick() {
        looked = false;
        age++;
        tritons.values().forEach(SimulatedTriton::tick);
        pods.values().forEach(SimulatedPod::tick);
        if (restartsLeft > 0 && random.nextInt(12) == 0) {
            restartsLeft--;
            misfortune();
        }
        checkMemory();
    }

    /** At the end everything is as the target says, and so is what the pods were told. */
    void checkArrived(Target target) {
        for (SimulatedTriton triton : tritons.values()) {
            assertThat(triton.dead).as("dead on %s", triton.name).isEmpty();
            assertThat(triton.readyMembers()).as("ready on %s", triton.name).isEqualTo(target.on(triton.name));
            assertThat(exact.getOrDefault(triton.name, Set.of()))
                    .as("exact on %s", triton.name)
                    .isEqualTo(target.on(triton.name));
            target.on(triton.name).forEach(model -> assertThat(triton.misplaced(model, target))
                    .as("%s on %s", model, triton.name)
                    .isFalse());
        }
        assertThat(tritons.keySet()).containsAll(exact.keySet());
        assertThat(allKnowTheTable()).isTrue();
    }

    /** Takes a table of which the rest was not looked at again: it may be behind, and takes nothing away unasked. */
    void publishForeseen(Step.Publish publish) {
        publish.exact().forEach((endpoint, models) -> {
            Set<String> ready = new HashSet<>(exact.getOrDefault(endpoint, Set.of()));
            Optional.ofNullable(tritons.get(endpoint)).ifPresent(triton -> ready.addAll(triton.readyMembers()));
            assertThat(ready).as("only what has come is added").containsAll(models);
        });
        putInForce(publish);
    }

    private void publish(Step.Publish publish, Target target) {
        publish.exact().forEach((endpoint, models) -> {
            SimulatedTriton triton = tritons.get(endpoint);
            if (triton.unreachableFor == 0) {
                assertThat(triton.readyMembers())
                        .as("only what is READY is called exact")
                        .containsAll(models);
            }
        });
        tritons.values().stream().filter(triton -> triton.unreachableFor == 0).forEach(triton -> {
            var wantedAndReady = triton.readyMembers();
            wantedAndReady.retainAll(target.on(triton.name));
            wantedAndReady.removeIf(model -> triton.misplaced(model, target));
            assertThat(publish.on(triton.name))
                    .as("what is wanted and READY is exact")
                    .containsAll(wantedAndReady);
        });
        putInForce(publish);
    }

    private void putInForce(Step.Publish publish) {
        var next = new HashMap<String, Set<String>>();
        publish.exact().forEach((endpoint, models) -> next.put(endpoint, Set.copyOf(models)));
        exact = next;
        next.values().forEach(configured::addAll);
        epoch++;
        age = 0;
    }

    /** Without a seat it is loaded as its configuration says: on every device. */
    private void load(String endpoint, String model, Optional<Seat> seat, Target target) {
        SimulatedTriton triton = tritons.get(endpoint);
        assertThat(target.on(triton.name)).as("only wanted models are loaded").contains(model);
        triton.checkQuiet();
        assertThat(triton.state(model)).isNotInstanceOf(ModelState.Ready.class);
        if (!costs.containsKey(model)) {
            Set<String> others = without(target.on(triton.name), model);
            assertThat(others)
                    .as("an unknown cost is loaded when all that leaves has left")
                    .containsAll(triton.readyMembers());
            if (looked) { // else some may have died meanwhile, which takes nothing
                assertThat(triton.readyMembers())
                        .as("an unknown cost is loaded last")
                        .containsAll(others);
            }
        }
        ModelState outcome = broken.contains(model) ? new ModelState.Failed("no such file") : new ModelState.Ready();
        triton.seats.put(model, seat.map(List::of).orElseGet(triton::everywhere));
        triton.models.put(model, new SimulatedTriton.Slot(new ModelState.Loading(), random.nextInt(5), outcome));
        checkMemory();
    }

    private void unload(Step.Unload unload, Target target) {
        SimulatedTriton triton = tritons.get(unload.endpoint());
        assertThat(members).as("only models of ours are unloaded").contains(unload.model());
        triton.checkNothingLoads();
        if (triton.dead.containsKey(unload.model())) {
            int seconds = random.nextInt(3) == 0 ? NEVER : random.nextInt(3);
            triton.models.put(
                    unload.model(),
                    new SimulatedTriton.Slot(
                            new ModelState.Unloading(Duration.ZERO), seconds, new ModelState.Unloaded()));
            return;
        }
        assertThat(target.on(triton.name).contains(unload.model()) && !triton.misplaced(unload.model(), target))
                .as("a wanted model stays where it should be")
                .isFalse();
        assertThat(exact.getOrDefault(triton.name, Set.of()))
                .as("unloaded while the table calls it exact")
                .doesNotContain(unload.model());
        assertThat(age >= 10 || allKnowTheTable())
                .as("unloaded before the pods know")
                .isTrue();
        long requests = pods.values().stream()
                .mapToLong(p -> p.inFlight(unload.model()))
                .sum();
        assertThat(age >= 30 || requests == 0)
                .as("unloaded before its requests ended")
                .isTrue();
        triton.models.put(
                unload.model(),
                new SimulatedTriton.Slot(
                        new ModelState.Unloading(Duration.ZERO), random.nextInt(3), new ModelState.Unloaded()));
    }

    private boolean allKnowTheTable() {
        return pods.values().stream().allMatch(p -> p.acknowledged >= epoch || p.deafAndUnready() || age >= 10);
    }

    private Set<String> calledExact() {
        var models = new HashSet<String>();
        exact.values().forEach(models::addAll);
        return models;
    }

    private void misfortune() {
        var names = new ArrayList<>(tritons.keySet());
        SimulatedTriton victim = tritons.get(names.get(random.nextInt(names.size())));
        switch (random.nextInt(4)) {
            case 0 -> {
                victim.models.clear();
                victim.dead.clear();
            }
            case 2 -> victim.readyMembers().forEach(model -> victim.dead.put(model, 0));
            case 1 -> victim.unreachableFor = 1 + random.nextInt(6);
            default -> {
                tritons.remove(victim.name);
                startTriton(Set.of(), victim.foreignBytes);
            }
        }
    }

    private void checkMemory() {
        tritons.values().forEach(SimulatedTriton::checkMemory);
    }

    private static Set<String> without(Set<String> models, String model) {
        var rest = new TreeSet<>(models);
        rest.remove(model);
        return rest;
    }
}
