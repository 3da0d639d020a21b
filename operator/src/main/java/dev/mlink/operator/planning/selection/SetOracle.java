package dev.mlink.operator.planning.selection;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Knows how well each activation set predicts the models that are not in it, with the predictors that would serve. */
public interface SetOracle {

    /**
     * Measures several activation sets at once; may do I/O.
     *
     * @param sets activation sets of model names
     * @return for every set asked, target -> p(A, target) in [0,1] of the models outside it; a target that is absent
     *     counts as its prior
     */
    Map<Set<String>, Map<String, Double>> performances(Collection<Set<String>> sets);
}
