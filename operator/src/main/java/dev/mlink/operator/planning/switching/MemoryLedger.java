package dev.mlink.operator.planning.switching;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What is charged on one endpoint: the largest known cost of everything that is loaded, loading, unloading or not yet
 * released, and the memory of models of nobody's. Nothing is ever charged on an estimate: a model of ours whose cost is
 * unknown takes everything that is left.
 *
 * @param costs known costs by model
 * @param freeBytes what is left now; negative when the budget has shrunk below what is loaded
 * @param roomBytes what would be left if nothing of ours were loaded
 */
record MemoryLedger(Map<String, Long> costs, long freeBytes, long roomBytes) {

    static MemoryLedger of(World world, ObservedEndpoint endpoint) {
        var occupants = new TreeSet<>(endpoint.unreleased());
        endpoint.models().forEach((model, state) -> {
            if (state.occupies()) {
                occupants.add(model);
            }
        });
        long ours = 0;
        long others = endpoint.foreignBytes();
        boolean takenWhole = false;
        for (String model : occupants) {
            Long cost = world.costs().get(model);
            boolean member = world.members().contains(model);
            takenWhole |= member && cost == null;
            ours += member && cost != null ? cost : 0;
            others += !member && cost != null ? cost : 0;
        }
        long room = world.budget().bytes() - others;
        long free = room - ours;
        return new MemoryLedger(world.costs(), takenWhole ? Math.min(free, 0) : free, room);
    }

    OptionalLong cost(String model) {
        Long cost = costs.get(model);
        return cost == null ? OptionalLong.empty() : OptionalLong.of(cost);
    }

    /** Whether the model's cost is known and fits into what is left now. */
    boolean admits(String model) {
        return cost(model).isPresent() && cost(model).getAsLong() <= freeBytes;
    }

    /** What the model would need beyond what is left; everything, when its cost is unknown. */
    long shortage(String model) {
        return cost(model).isPresent() ? cost(model).getAsLong() - freeBytes : Long.MAX_VALUE;
    }
}
