package dev.mlink.operator.planning.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A Triton that takes its time, whose models may die or keep their memory for a while after they have gone. */
final class SimulatedTriton {

    /** A state that turns into another after some seconds. */
    record Slot(ModelState state, int seconds, ModelState then) {
        Slot(ModelState state, int seconds) {
            this(state, seconds, state);
        }
    }

    final String name;
    final long foreignBytes;
    private final Devices devices;
    private final Set<String> members;
    private final Map<String, Long> costs;
    private final Random random;
    final Map<String, Slot> models = new TreeMap<>();
    final Map<String, Integer> dead = new TreeMap<>();
    final Map<String, Integer> unreleased = new TreeMap<>();
    final Map<String, List<Seat>> seats = new TreeMap<>();
    int unreachableFor;

    SimulatedTriton(
            String name,
            long foreignBytes,
            Devices devices,
            Set<String> members,
            Map<String, Long> costs,
            Random random) {
        this.name = name;
        this.foreignBytes = foreignBytes;
        this.devices = devices;
        this.members = members;
        this.costs = costs;
        this.random = random;
    }

    /** Bytes on one device; a model of which nobody said where it is, is on each. */
    private long used(String device) {
        return foreignBytes
                + occupants().stream()
                        .mapToLong(model -> costs.getOrDefault(model, 0L)
                                * seats.getOrDefault(model, everywhere()).stream()
                                        .filter(seat -> seat.device().equals(device))
                                        .mapToInt(Seat::instances)
                                        .sum())
                        .sum();
    }

    /** As a configuration that names no device says. */
    List<Seat> everywhere() {
        return devices.bytes().keySet().stream()
                .map(device -> new Seat(device, 1))
                .toList();
    }

    void checkMemory() {
        devices.bytes().forEach((device, bytes) -> assertThat(used(device))
                .as("memory on %s of %s, %s", device, name, models)
                .isLessThanOrEqualTo(bytes));
    }

    boolean misplaced(String model, Target target) {
        Optional<Seat> wanted = target.seat(name, model);
        return wanted.isPresent() && !seats.getOrDefault(model, everywhere()).equals(List.of(wanted.get()));
    }

    /** New instances are made before old ones go: at its height it is the larger of both, on each device. */
    void shift(Step.Shift shift) {
        checkQuiet();
        assertThat(state(shift.model())).isInstanceOf(ModelState.Ready.class);
        List<Seat> before = seats.getOrDefault(shift.model(), everywhere());
        var height = new ArrayList<>(before);
        int there = before.stream()
                .filter(seat -> seat.device().equals(shift.seat().device()))
                .mapToInt(Seat::instances)
                .sum();
        int more = shift.seat().instances() - there;
        if (more > 0) {
            height.add(new Seat(shift.seat().device(), more));
        }
        seats.put(shift.model(), height);
        checkMemory();
        seats.put(shift.model(), List.of(shift.seat()));
    }

    ModelState state(String model) {
        return models.containsKey(model) ? models.get(model).state() : new ModelState.Unloaded();
    }

    Set<String> readyMembers() {
        var ready = new TreeSet<String>();
        models.forEach((model, slot) -> {
            if (slot.state() instanceof ModelState.Ready && members.contains(model)) {
                ready.add(model);
            }
        });
        return ready;
    }

    List<String> occupants() {
        var occupants = new ArrayList<>(unreleased.keySet());
        models.forEach((model, slot) -> {
            if (slot.state().occupies() && !unreleased.containsKey(model)) {
                occupants.add(model);
            }
        });
        return occupants;
    }

    void checkQuiet() {
        assertThat(unreachableFor)
                .as("nothing is done on an endpoint that is out of reach")
                .isZero();
        assertThat(models.values()).as("one operation at a time on %s", name).noneMatch(slot -> slot.state()
                .inTransit());
    }

    void checkNothingLoads() {
        assertThat(unreachableFor)
                .as("nothing is done on an endpoint that is out of reach")
                .isZero();
        assertThat(models.values())
                .as("nothing is unloaded on %s while something loads", name)
                .noneMatch(slot -> slot.state() instanceof ModelState.Loading);
    }

    void tick() {
        dead.replaceAll((model, seconds) -> seconds + 1);
        unreachableFor = Math.max(0, unreachableFor - 1);
        unreleased.replaceAll((model, seconds) -> seconds - 1);
        unreleased.values().removeIf(seconds -> seconds <= 0);
        models.replaceAll((model, slot) -> {
            if (slot.seconds() == SimulatedSite.NEVER || !slot.state().inTransit()) {
                return slot;
            }
            if (slot.seconds() > 0) {
                return new Slot(slot.state(), slot.seconds() - 1, slot.then());
            }
            if (slot.then() instanceof ModelState.Unloaded && random.nextInt(3) == 0) {
                unreleased.put(model, 1 + random.nextInt(4));
            }
            return new Slot(slot.then(), SimulatedSite.NEVER);
        });
        dead.keySet().removeIf(model -> state(model) instanceof ModelState.Unloaded);
    }

    ObservedEndpoint observe() {
        var states = new HashMap<String, ModelState>();
        models.forEach((model, slot) -> states.put(model, slot.state()));
        var places = new HashMap<>(seats);
        places.keySet().removeIf(model -> !(state(model) instanceof ModelState.Ready));
        return new ObservedEndpoint(
                name,
                unreachableFor == 0,
                unreachableFor == 0 ? states : Map.of(),
                dead.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> Duration.ofSeconds(e.getValue()))),
                unreleased.keySet(),
                Map.of(),
                foreignBytes,
                unreachableFor == 0 ? places : Map.of());
    }
}
