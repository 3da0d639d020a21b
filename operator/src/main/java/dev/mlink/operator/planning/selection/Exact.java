package dev.mlink.operator.planning.selection;

import java.util.List;
import java.util.Optional;

/**
 * The set with the greatest F. Up to {@value #ENUMERABLE} models to decide on, every maximal set within the budget is
 * measured, so the answer is the optimum of the measured objective. Above, the best set of the surrogate is searched by
 * branch and bound and measured once; the certified bound tells how far from the surrogate's optimum it can be.
 *
 * <p>A set in which a predicted model is below its minimum is taken only where no other is known: by measured performance
 * where sets are enumerated, by the surrogate above.
 */
public final class Exact implements SelectionStrategy {

    private static final int ENUMERABLE = 16;

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
        Optional<SelectionOutcome> none = Models.of(problem).obstacle(problem.budget());
        if (none.isPresent()) {
            return none.get();
        }
        var measurement = new Measurement(problem, oracle);
        return Models.of(problem).choices().size() <= ENUMERABLE
                ? enumerated(problem, measurement)
                : searched(problem, measurement);
    }

    private Selection enumerated(SelectionProblem problem, Measurement measurement) {
        List<MeasuredSet> measured = measurement.measure(new MaximalSets(problem).all());
        MeasuredSet best = measured.stream().min(MeasuredSet.BETTER_FIRST).orElseThrow();
        double bound = surrogateOptimum(problem, false).orElseThrow().upperBound();
        String sets =
                measured.size() == 1 ? "the only maximal set" : "the best of " + measured.size() + " maximal sets";
        return best.selected(
                problem, bound, Strategy.EXACT, model -> (best.set().contains(model) ? "in " : "not in ") + sets);
    }

    private Selection searched(SelectionProblem problem, Measurement measurement) {
        SurrogateOptimum optimum = surrogateOptimum(problem, true)
                .or(() -> surrogateOptimum(problem, false))
                .orElseThrow();
        MeasuredSet best = measurement.measure(new MaximalSets(problem).around(optimum.set()));
        return best.selected(
                problem,
                optimum.upperBound(),
                Strategy.EXACT,
                model -> (best.set().contains(model) ? "in" : "not in") + " the best set of the surrogate");
    }

    private Optional<SurrogateOptimum> surrogateOptimum(SelectionProblem problem, boolean heedMinimum) {
        return new SurrogateSearch(problem, nodeLimit, heedMinimum).best();
    }
}
