package dev.mlink.operator.triton;

import java.time.Instant;
import java.util.Optional;

/** What came of reading a container's memory. */
public sealed interface MemoryReading {

    /**
     * A figure.
     *
     * @param bytes process memory (rss) and shared memory (tmpfs, /dev/shm)
     * @param at when the node took it
     */
    record Measured(long bytes, Instant at) implements MemoryReading {}

    /** None; the reason is a sentence for the user, who may declare costs instead. */
    record NotMeasured(String reason) implements MemoryReading {}

    /** The figure, when there is one. */
    default Optional<Measured> measured() {
        return this instanceof Measured figure ? Optional.of(figure) : Optional.empty();
    }
}
