package dev.mlink.operator.planning.selection;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The set with the greatest F. Up to {@value #ENUMERABLE} models to decide on, every maximal set within the budget is
 * measured, so the answer is the optimum of the measured objective. Above, the best set of the surrogate is searched by
 * branch and bound and measured once; the certified bound tells how far from the surrogate's optimum it can be.
 *
 * <p>A set in which a predicted model is below its minimum is taken only where no other is known: by measured performance
 * where sets are enumerated, by the surrogate above.
 */
public final class Exact implements SelectionStrategy {

    static final int ENUMERABLE = 16;

    private static final int STANDARD_NODE_LIMIT = 20_000;

    private final int nodeLimit;

    public Exact() {
        this(STANDARD_NODE_LIMIT);
    }

    /** With another limit to the nodes that the search on the surrogate expands. */
    public Exact(int nodeLimit) {
        if (nodeLimit < 1) {
            throw new IllegalArgumentException("nodeLimit: " + nodeLimit + "; give at least 1");
        }
        this.nodeLimit = nodeLimit;
    }

    @Override
    public SelectionOutcome select(SelectionProblem problem, SetOracle oracle) {
        Optional<SelectionOutcome> none = Models.of(problem).obstacle(problem);
        if (none.isPresent()) {
            return none.get();
        }
        var measurement = new Measurement(problem, oracle);
        return Models.of(problem).choices().size() <= ENUMERABLE
                ? enumerated(problem, measurement, Strategy.EXACT)
                : searched(problem, measurement);
    }

    /** The best of all maximal sets, each measured. */
    static Selection enumerated(SelectionProblem problem, Measurement measurement, Strategy strategy) {
        List<SortedSet<String>> sets = new MaximalSets(problem).all();
        MeasuredSet best = measurement.best(sets);
        var surrogate = new FacilityLocation(problem);
        double bound =
                SurrogateSearch.search(surrogate, 1, STANDARD_NODE_LIMIT, false).upperBound();
        String among = sets.size() == 1 ? "the only maximal set" : "the best of " + sets.size() + " maximal sets";
        return best.selected(problem, bound, strategy, among);
    }

    private Selection searched(SelectionProblem problem, Measurement measurement) {
        var surrogate = new FacilityLocation(problem);
        SurrogateOptimum heeding = SurrogateSearch.search(surrogate, 1, nodeLimit, true);
        SurrogateOptimum found =
                heeding.sets().isEmpty() ? SurrogateSearch.search(surrogate, 1, nodeLimit, false) : heeding;
        MeasuredSet best = measurement.measure(found.sets().get(0));
        String among = found.ended() ? "the best set of the surrogate" : "the best set found of the surrogate";
        return best.selected(problem, found.upperBound(), Strategy.EXACT, among);
    }
}
