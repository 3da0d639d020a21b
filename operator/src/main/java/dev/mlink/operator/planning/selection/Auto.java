package dev.mlink.operator.planning.selection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Up to {@value Exact#ENUMERABLE} models to decide on, the best of all sets as {@link Exact} finds it. Above, the
 * {@value #MEASURED} best sets of the surrogate are measured and the best of them is taken. Where the search for them
 * does not end within its nodes, what {@link Greedy} and {@link PartialEnumeration} propose is measured too, and the bound
 * says how far from the surrogate's optimum all of this can be.
 */
public final class Auto implements SelectionStrategy {

    static final int MEASURED = 50;

    private static final int NODE_LIMIT = 3_000;

    @Override
    public SelectionOutcome select(SelectionProblem problem, SetOracle oracle) {
        Models models = Models.of(problem);
        Optional<SelectionOutcome> none = models.obstacle(problem);
        if (none.isPresent()) {
            return none.get();
        }
        var measurement = new Measurement(problem, oracle);
        return models.choices().size() <= Exact.ENUMERABLE
                ? Exact.enumerated(problem, measurement, Strategy.AUTO)
                : searched(problem, measurement);
    }

    private static Selection searched(SelectionProblem problem, Measurement measurement) {
        var surrogate = new FacilityLocation(problem);
        SurrogateOptimum heeding = SurrogateSearch.search(surrogate, MEASURED, NODE_LIMIT, true);
        SurrogateOptimum found =
                heeding.sets().isEmpty() ? SurrogateSearch.search(surrogate, MEASURED, NODE_LIMIT, false) : heeding;
        var sets = new LinkedHashSet<>(found.sets());
        if (!found.ended()) {
            sets.addAll(PartialEnumeration.sets(surrogate, Models.of(problem).pinned(), 1));
        }
        List<SortedSet<String>> measured = new ArrayList<>(sets);
        MeasuredSet best = measurement.best(measured);
        return best.selected(
                problem,
                found.upperBound(),
                Strategy.AUTO,
                "the best of " + measured.size() + " sets" + (found.ended() ? ", those with the best links" : ""));
    }
}
