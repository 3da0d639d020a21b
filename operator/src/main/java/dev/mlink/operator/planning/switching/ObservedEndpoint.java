package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One Triton as observed.
 *
 * @param name stable while this Triton lives: the pod's name
 * @param reachable false: nothing is known or done here, and the table is left as it is for this endpoint
 * @param models what the index says, by model; absent is unloaded
 * @param dead models whose process is gone, as those who called them say, and for how long; the index may call them READY
 * @param unreleased models that are unloaded but whose memory has not come back yet
 * @param pendingRequests {@code nv_inference_pending_request_count} by model; absent is 0
 * @param foreignBytes memory of models of nobody's, beyond those in {@code models} whose cost the world knows, at worst
 *     on each device
 * @param seats where READY models are loaded; absent is unknown: then the model is charged on every device
 */
public record ObservedEndpoint(
        String name,
        boolean reachable,
        Map<String, ModelState> models,
        Map<String, Duration> dead,
        Set<String> unreleased,
        Map<String, Long> pendingRequests,
        long foreignBytes,
        Map<String, List<Seat>> seats) {

    public ObservedEndpoint {
        seats = Map.copyOf(seats);
        models = Map.copyOf(models);
        dead = Map.copyOf(dead);
        unreleased = Set.copyOf(unreleased);
        pendingRequests = Map.copyOf(pendingRequests);
    }

    /** Where a model is loaded; empty where that is not known. */
    List<Seat> seats(String model) {
        return seats.getOrDefault(model, List.of());
    }

    /** The state of a model; what the index does not list is unloaded. */
    public ModelState state(String model) {
        return models.getOrDefault(model, new ModelState.Unloaded());
    }
}
