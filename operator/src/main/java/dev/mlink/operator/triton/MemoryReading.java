package dev.mlink.operator.triton;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What came of reading how much memory a Triton takes. */
public sealed interface MemoryReading {

    /**
     * A figure.
     *
     * @param bytes of what the source counts
     * @param at the latest time that it may be of
     */
    record Measured(long bytes, Instant at, MemorySource source) implements MemoryReading {}

    /** None; the reason is a sentence for the user, who may declare costs instead. */
    record NotMeasured(String reason) implements MemoryReading {}

    /** The figure, when there is one. */
    default Optional<Measured> measured() {
        return this instanceof Measured figure ? Optional.of(figure) : Optional.empty();
    }

    /** This figure, or what the other way comes to; without either, both reasons. */
    default MemoryReading or(Supplier<MemoryReading> other) {
        if (!(this instanceof NotMeasured first)) {
            return this;
        }
        MemoryReading second = other.get();
        return second instanceof NotMeasured neither
                ? new NotMeasured(first.reason() + "; " + neither.reason())
                : second;
    }
}
