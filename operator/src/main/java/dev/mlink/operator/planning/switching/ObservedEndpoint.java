package dev.mlink.operator.planning.switching;

import java.util.Map;
import java.util.Set;

/**
 * One Triton as observed.
 *
 * @param name stable while this Triton lives: the pod's name
 * @param reachable false: nothing is known or done here, and the table is left as it is for this endpoint
 * @param models what the index says, by model; absent is unloaded
 * @param dead models that the index calls READY and that answer no more, as those who call them say
 * @param unreleased models that are unloaded but whose memory has not come back yet
 * @param pendingRequests {@code nv_inference_pending_request_count} by model; absent is 0
 * @param foreignBytes memory of models of nobody's, beyond those in {@code models} whose cost the world knows
 */
public record ObservedEndpoint(
        String name,
        boolean reachable,
        Map<String, ModelState> models,
        Set<String> dead,
        Set<String> unreleased,
        Map<String, Long> pendingRequests,
        long foreignBytes) {

    public ObservedEndpoint {
        models = Map.copyOf(models);
        dead = Set.copyOf(dead);
        unreleased = Set.copyOf(unreleased);
        pendingRequests = Map.copyOf(pendingRequests);
    }

    /** The state of a model; what the index does not list is unloaded. */
    public ModelState state(String model) {
        return models.getOrDefault(model, new ModelState.Unloaded());
    }
}
