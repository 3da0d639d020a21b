package dev.mlink.operator.planning.switching;

import java.time.Duration;

/**
 * How long a switch waits for others before it goes on without them, counted from when the table came into force.
 *
 * @param acknowledgement for pods to acknowledge the table
 * @param drain for requests to a model that the table no longer calls exact
 */
public record Patience(Duration acknowledgement, Duration drain) {

    /** 10 s for acknowledgements, 30 s for requests under way. */
    public static Patience standard() {
        return new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }
}
