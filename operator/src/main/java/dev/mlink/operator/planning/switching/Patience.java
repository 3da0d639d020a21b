package dev.mlink.operator.planning.switching;

import java.time.Duration;

/**
 * How long a switch waits for others before it goes on without them, counted from when the table came into force, and for
 * Triton to be done with a model.
 *
 * @param acknowledgement for pods to acknowledge the table
 * @param drain for requests to a model that the table no longer calls exact
 * @param burial for the unload of a model whose process is gone, counted from when it was missed; what it was executing
 *     can hold it in Triton for ever
 * @param unload for any other unload, counted from when it was seen: a process that was killed on its way out holds Triton
 *     as well, and nobody who calls it can tell
 */
public record Patience(Duration acknowledgement, Duration drain, Duration burial, Duration unload) {

    /** 10 s for acknowledgements, 30 s for requests under way, 15 s for a dead model, 30 s for another. */
    public static Patience standard() {
        return new Patience(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
