package dev.mlink.runtime.evaluation;

import java.util.List;
import java.util.Set;

/**
 * An activation set and how every model outside it would be answered.
 *
 * @param set the models that are loaded
 * @param targets one for every other model of the training, in the plan's order
 */
public record SetEvaluation(Set<String> set, List<TargetEvaluation> targets) {
    public SetEvaluation {
        set = Set.copyOf(set);
        targets = List.copyOf(targets);
    }
}
