package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.placement.Devices;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a switch looks at, observed at one time.
 *
 * @param devices the budget of each endpoint, and how it is divided
 * @param members the models that are ours to load and unload: the group's, and those that left it but are still loaded
 * @param costs the largest known cost in bytes of one instance by model, also of models that are not ours where known; a member without
 *     one takes whatever is left
 * @param endpoints every endpoint that the group drives
 * @param pods every link-runtime pod that has not terminated
 * @param configured models whose configuration is written down: what says where one is loaded has to say all of it
 */
public record World(
        Devices devices,
        Set<String> members,
        Map<String, Long> costs,
        List<ObservedEndpoint> endpoints,
        TableInForce table,
        List<ObservedPod> pods,
        Set<String> configured) {

    /** With a budget that is not divided. */
    public World(
            Budget budget,
            Set<String> members,
            Map<String, Long> costs,
            List<ObservedEndpoint> endpoints,
            TableInForce table,
            List<ObservedPod> pods) {
        this(Devices.whole(budget), members, costs, endpoints, table, pods, Set.of());
    }

    public World {
        configured = Set.copyOf(configured);
        members = Set.copyOf(members);
        costs = Map.copyOf(costs);
        endpoints = List.copyOf(endpoints);
        pods = List.copyOf(pods);
    }
}
