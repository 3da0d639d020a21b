package dev.mlink.operator.group.spec;

import dev.mlink.operator.planning.instances.Backlog;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a model is to be loaded, and how its queue has been. Only what outlives a look is kept: no count and no time
 * that changes while the queue stays as it is.
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
     * After another look. A queue that is neither long nor quiet goes on being what it was, but is not quiet; one of which
     * nobody tells is neither.
     */
    public Pressure seen(Optional<Backlog> told, Instant now) {
        if (told.isEmpty()) {
            return of(instances);
        }
        Backlog backlog = told.get();
        if (backlog.isQuiet()) {
            return new Pressure(instances, Optional.empty(), quietSince.or(() -> Optional.of(now)));
        }
        return backlog.isLong(instances)
                ? new Pressure(instances, longSince.or(() -> Optional.of(now)), Optional.empty())
                : new Pressure(instances, longSince, Optional.empty());
    }
}
