package dev.mlink.operator.group.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the turns of a profile cost: the time in which models came and went, while the set that serves was not complete or
 * Triton was busy loading.
 *
 * @param turns sets of models that were loaded besides the one that serves
 * @param spent in all swaps that have ended
 * @param since when the present one began; empty while models stay where they are
 */
public record Swaps(int turns, Duration spent, Optional<Instant> since) {

    public static final Swaps NONE = new Swaps(0, Duration.ZERO, Optional.empty());

    /** A swap begins: to a turn, or back to the set that serves. */
    public Swaps begun(boolean turn, Instant now) {
        return new Swaps(turn ? turns + 1 : turns, spent, Optional.of(now));
    }

    /** Models are where they should be. */
    public Swaps ended(Instant now) {
        return since.map(begin -> new Swaps(turns, spent.plus(Duration.between(begin, now)), Optional.empty()))
                .orElse(this);
    }
}
