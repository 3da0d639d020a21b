package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.Budget;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a switch looks at, observed at one time.
 *
 * @param budget per endpoint
 * @param members the models that are ours to load and unload: the group's, and those that left it but are still loaded
 * @param costs the largest known cost in bytes by model, also of models that are not ours where known; a member without
 *     one takes whatever is left
 * @param endpoints every endpoint that the group drives
 * @param pods every link-runtime pod that has not terminated
 */
public record World(
        Budget budget,
        Set<String> members,
        Map<String, Long> costs,
        List<ObservedEndpoint> endpoints,
        TableInForce table,
        List<ObservedPod> pods) {

    public World {
        members = Set.copyOf(members);
        costs = Map.copyOf(costs);
        endpoints = List.copyOf(endpoints);
        pods = List.copyOf(pods);
    }
}
