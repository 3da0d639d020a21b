package dev.mlink.operator.group.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How patient one is with a load, by the longest that Triton took for one of the same model before: a Triton in which a
 * model's process is killed while it is loaded says LOADING for ever.
 *
 * @param longest empty before the first: nobody knows what it takes then
 */
public record LoadPatience(Optional<Duration> longest) {

    private static final Duration SHORTEST_CALL = Duration.ofSeconds(10);
    private static final int CALL = 3;
    private static final Duration SHORTEST_LOAD = Duration.ofSeconds(20);
    private static final int LOAD = 5;

    /** How long a call that loads is waited for, and nothing else is done meanwhile; empty: as long as any load may take. */
    public Optional<Duration> call() {
        return longest.map(usual -> longer(usual.multipliedBy(CALL), SHORTEST_CALL));
    }

    /**
     * Whether a load will never end.
     *
     * @param since for how long it has been seen under way, after whoever asked for it had given up waiting
     */
    public boolean exhausted(Duration since) {
        return longest.filter(usual -> since.compareTo(longer(usual.multipliedBy(LOAD), SHORTEST_LOAD)) >= 0)
                .isPresent();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
