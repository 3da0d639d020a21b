package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is charged on each device of one endpoint: the largest known cost of every instance that is loaded, loading,
 * unloading or not yet released, and the memory of models of nobody's. Nothing is ever charged on an estimate: a model of
 * ours whose cost is unknown takes everything that is left, and so does, where models have places, one that is somewhere.
 * One that will be loaded as its configuration says, whatever that is, is charged on every device.
 *
 * @param costs known costs of one instance, by model
 * @param held what each READY model takes now
 * @param wanted what each wanted model takes once it is loaded as the target says, where its cost is known
 * @param free what is left now; negative when the budget has shrunk below what is loaded
 * @param room what would be left if nothing of ours were loaded
 */
record MemoryLedger(
        Map<String, Long> costs,
        Map<String, DeviceBytes> held,
        Map<String, DeviceBytes> wanted,
        DeviceBytes free,
        DeviceBytes room) {

    static MemoryLedger of(World world, Target target, ObservedEndpoint endpoint) {
        Set<String> devices = world.devices().bytes().keySet();
        var held = new HashMap<String, DeviceBytes>();
        var room = new DeviceBytes(world.devices().bytes()).minus(DeviceBytes.onEach(devices, endpoint.foreignBytes()));
        var ours = DeviceBytes.NONE;
        var takenWhole = new TreeSet<String>();
        for (String model : occupants(endpoint)) {
            Optional<Long> cost = Optional.ofNullable(world.costs().get(model));
            DeviceBytes bytes = cost.map(each -> bytes(devices, endpoint.seats(model), each))
                    .orElse(DeviceBytes.NONE);
            if (!world.members().contains(model)) {
                room = room.minus(bytes);
                continue;
            }
            ours = ours.plus(bytes);
            if (endpoint.state(model) instanceof ModelState.Ready) {
                held.put(model, bytes);
            }
            boolean somewhere =
                    !target.seats().isEmpty() && endpoint.seats(model).isEmpty();
            if (cost.isEmpty() || somewhere) {
                takenWhole.addAll(
                        bytes(devices, endpoint.seats(model), 1).byDevice().keySet());
            }
        }
        var wanted = new HashMap<String, DeviceBytes>();
        for (String model : target.on(endpoint.name())) {
            Optional.ofNullable(world.costs().get(model))
                    .ifPresent(cost -> wanted.put(model, bytes(devices, seats(world, target, endpoint, model), cost)));
        }
        return new MemoryLedger(world.costs(), held, wanted, without(room.minus(ours), takenWhole), room);
    }

    boolean known(String model) {
        return costs.containsKey(model);
    }

    /** Whether the model's cost is known and it can be loaded, or moved in place, beside everything that is there now. */
    boolean admits(String model) {
        return known(model) && shortage(model).isNothing();
    }

    /** What a model of known cost would need beyond what is left; one that is READY has what it holds already. */
    DeviceBytes shortage(String model) {
        return wanted.get(model).minus(held(model)).beyond(free);
    }

    /** What the model takes now; nothing where that is not known. */
    DeviceBytes held(String model) {
        return held.getOrDefault(model, DeviceBytes.NONE);
    }

    private static Set<String> occupants(ObservedEndpoint endpoint) {
        var occupants = new TreeSet<>(endpoint.unreleased());
        endpoint.models().forEach((model, state) -> {
            if (state.occupies()) {
                occupants.add(model);
            }
        });
        return occupants;
    }

    /** Where a model will be: one whose configuration is unknown is loaded as that says. */
    private static List<Seat> seats(World world, Target target, ObservedEndpoint endpoint, String model) {
        boolean ready = endpoint.state(model) instanceof ModelState.Ready;
        return target.seat(endpoint.name(), model)
                .filter(seat -> ready || world.configured().contains(model))
                .map(List::of)
                .orElse(List.of());
    }

    private static DeviceBytes bytes(Set<String> devices, List<Seat> seats, long each) {
        if (seats.isEmpty()) {
            return DeviceBytes.onEach(devices, each);
        }
        var bytes = DeviceBytes.NONE;
        for (Seat seat : seats) {
            if (devices.contains(seat.device())) {
                bytes = bytes.plus(DeviceBytes.on(seat.device(), seat.instances() * each));
            }
        }
        return bytes;
    }

    private static DeviceBytes without(DeviceBytes free, Set<String> takenWhole) {
        var left = new TreeMap<>(free.byDevice());
        left.replaceAll((device, bytes) -> takenWhole.contains(device) ? Math.min(bytes, 0) : bytes);
        return new DeviceBytes(left);
    }
}
