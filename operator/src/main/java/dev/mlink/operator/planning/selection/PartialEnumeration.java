package dev.mlink.operator.planning.selection;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Every set of at most three models (above 40 models, two), grown by gain per byte: on the surrogate at least 1 - 1/e of
 * the optimum (Sviridenko, 2004). Starts whose bound shows that nothing better grows from them are left out. The best
 * ones are measured. Minima by {@link Repair}.
 */
public final class PartialEnumeration implements SelectionStrategy {

    private static final int MEASURED = 3;

    @Override
    public SelectionOutcome select(SelectionProblem problem, SetOracle oracle) {
        Optional<SelectionOutcome> none = Models.of(problem).obstacle(problem);
        if (none.isPresent()) {
            return none.get();
        }
        var surrogate = new FacilityLocation(problem);
        MeasuredSet best = new Repair(problem, new Measurement(problem, oracle))
                .best(certain -> sets(surrogate, certain, MEASURED));
        double bound = new Certificate(surrogate).bound(surrogate.value(best.set()));
        return best.selected(problem, bound, Strategy.PARTIAL_ENUMERATION, "the best set grown from every few models");
    }

    /** The best of what grows from these models and a few more. */
    static List<SortedSet<String>> sets(FacilityLocation surrogate, SortedSet<String> certain, int most) {
        return new Starts(surrogate, most)
                .from(surrogate.indices(certain)).stream().map(surrogate::names).toList();
    }
}
