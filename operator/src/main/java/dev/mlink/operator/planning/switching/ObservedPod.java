package dev.mlink.operator.planning.switching;

import java.util.Map;

/**
 * One link-runtime pod that has not terminated, as observed.
 *
 * @param acknowledgedEpoch the newest epoch it acknowledged; 0 before the first
 * @param inFlight upstream calls under way by where they are executed; absent is 0
 */
public record ObservedPod(String name, boolean ready, long acknowledgedEpoch, Map<Placement, Long> inFlight) {

    public ObservedPod {
        inFlight = Map.copyOf(inFlight);
    }
}
