package dev.mlink.operator.planning.selection;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The best of three sets grown on the surrogate one model at a time: by gain per byte, by gain, and from the best single
 * model on. On the surrogate at least .405 of the optimum (2008.05391); the certified bound tells what it is here. Which
 * of the three is best is measured. Minima by {@link Repair}.
 */
public final class Greedy implements SelectionStrategy {

    @Override
    public SelectionOutcome select(SelectionProblem problem, SetOracle oracle) {
        Optional<SelectionOutcome> none = Models.of(problem).obstacle(problem);
        if (none.isPresent()) {
            return none.get();
        }
        var surrogate = new FacilityLocation(problem);
        MeasuredSet best = new Repair(problem, new Measurement(problem, oracle))
                .best(certain -> sets(surrogate, surrogate.indices(certain)));
        double bound = new Certificate(surrogate).bound(surrogate.value(best.set()));
        return best.selected(problem, bound, Strategy.GREEDY, "the best greedy set");
    }

    private static List<SortedSet<String>> sets(FacilityLocation surrogate, BitSet certain) {
        return new GreedySets(surrogate)
                .three(certain).stream().distinct().map(surrogate::names).toList();
    }
}
