package dev.mlink.runtime.evaluation;

import java.util.List;

/**
 * Whether what was learned still holds.
 *
 * @param since when the newest sample arrived that the training saw, milliseconds since 1970
 * @param samples audit samples that are newer
 * @param errorRate how often some target is said to have drifted although nothing has changed, at most
 * @param targets every predicted model; empty while there are too few samples to tell
 */
public record Drift(long since, int samples, double errorRate, List<TargetDrift> targets) {
    public Drift {
        targets = List.copyOf(targets);
    }
}
