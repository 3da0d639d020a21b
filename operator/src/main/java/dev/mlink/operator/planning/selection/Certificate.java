package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.selection.Relaxation.Bound;
import java.util.BitSet;

/** An upper bound on the surrogate of every set within the budget, for status: how far from the best a set can be. */
final class Certificate {

    private static final int STEPS = 100;

    private final FacilityLocation surrogate;

    Certificate(FacilityLocation surrogate) {
        this.surrogate = surrogate;
    }

    /**
     * At most 1, which no mean of performances exceeds and a relaxation may.
     *
     * @param value of a set that is known: the bound is not sought below it
     */
    double bound(double value) {
        return Math.max(value, Math.min(1, least(STEPS, value).value()));
    }

    /** The least bound found from the greedy prefix whose performances give the least; not sought below any set known. */
    Bound least(int steps, double target) {
        BitSet pinned = surrogate.pinned();
        var node = new Relaxation.Node(surrogate.choices(), surrogate.room(pinned), surrogate.performances(pinned));
        var relaxation = new Relaxation(surrogate);
        double[] levels = node.performances();
        double least = Double.POSITIVE_INFINITY;
        double reached = target;
        for (BitSet prefix : new GreedySets(surrogate).prefixes(pinned, true)) {
            double[] performances = surrogate.performances(prefix);
            double bound = relaxation.at(node, performances);
            reached = Math.max(reached, surrogate.value(performances));
            if (bound < least) {
                least = bound;
                levels = performances;
            }
        }
        return relaxation.descend(node, levels, steps, reached);
    }
}
