package dev.mlink.runtime.admission;

import java.time.Duration;

/**
 * What clients may take of one pod.
 *
 * @param inFlightBytes of all requests that are not answered yet, as they are in memory
 * @param largestMessage bytes of one request, also after it was inflated
 * @param calls requests that are not answered yet
 * @param callsPerConnection of gRPC
 * @param connections of each port
 * @param receive within which a request must have come whole
 * @param idle after which a connection without requests is closed
 */
public record Limits(
        long inFlightBytes,
        int largestMessage,
        int calls,
        int callsPerConnection,
        int connections,
        Duration receive,
        Duration idle) {
    public Limits {
        require(inFlightBytes > 0, "IN_FLIGHT", inFlightBytes);
        require(largestMessage > 0 && largestMessage <= inFlightBytes, "LARGEST_MESSAGE", largestMessage);
        require(calls > 0, "CALLS", calls);
        require(callsPerConnection > 0, "CALLS_PER_CONNECTION", callsPerConnection);
        require(connections > 0, "CONNECTIONS", connections);
        require(receive.toMillis() > 0, "RECEIVE", receive);
        require(idle.toMillis() > 0, "IDLE", idle);
    }

    private static void require(boolean holds, String setting, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("MLINK_LIMITS_" + setting + " is " + value
                    + "; write a positive value, for LARGEST_MESSAGE one that IN_FLIGHT has room for");
        }
    }
}
