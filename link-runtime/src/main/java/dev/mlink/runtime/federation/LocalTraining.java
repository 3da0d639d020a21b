package dev.mlink.runtime.federation;

import java.util.Map;

/** What a group does with its own samples in a round. */
@FunctionalInterface
public interface LocalTraining {
    /**
     * @param round from 1
     * @param from what each link begins with
     * @return the same links, trained; one whose training diverged is left out
     */
    Map<Pair, Weights> train(int round, Map<Pair, Weights> from);
}
