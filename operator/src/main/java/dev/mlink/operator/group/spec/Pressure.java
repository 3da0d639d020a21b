package dev.mlink.operator.group.spec;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How often a model is to be loaded, and how its queue has been.
 *
 * @param longSince from when on its queue has been long; empty while it is not
 * @param quietSince from when on nothing has waited; empty while something does
 */
public record Pressure(int instances, Optional<Instant> longSince, Optional<Instant> quietSince) {

    /** Nothing is known of a queue yet. */
    public static Pressure of(int instances) {
        return new Pressure(instances, Optional.empty(), Optional.empty());
    }

    /**
     * After another look. A queue that is neither long nor empty goes on being what it was, but is not quiet; one of which
     * nobody tells is neither.
     */
    public Pressure seen(OptionalLong told, Instant now) {
        if (told.isEmpty()) {
            return of(instances);
        }
        long pending = told.getAsLong();
        if (pending == 0) {
            return new Pressure(instances, Optional.empty(), quietSince.or(() -> Optional.of(now)));
        }
        return pending >= 2L * instances
                ? new Pressure(instances, longSince.or(() -> Optional.of(now)), Optional.empty())
                : new Pressure(instances, longSince, Optional.empty());
    }
}
