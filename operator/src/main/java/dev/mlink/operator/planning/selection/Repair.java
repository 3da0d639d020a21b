package dev.mlink.operator.planning.selection;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Brings models to their minimum for strategies that know nothing of it: where a predicted model is measured below its
 * minimum, it is in from the start, the worst first, as long as that fits.
 */
record Repair(SelectionProblem problem, Measurement measurement) {

    /**
     * The best of the proposals; where it leaves models below their minimum, that of the first repaired ones that do not,
     * if there is one.
     *
     * @param proposals the sets that a strategy proposes when these models are active for certain
     */
    MeasuredSet best(Function<SortedSet<String>, List<SortedSet<String>>> proposals) {
        Models models = Models.of(problem);
        SortedSet<String> certain = new TreeSet<>(models.pinned());
        MeasuredSet first = measurement.best(proposals.apply(certain));
        MeasuredSet repaired = first;
        while (!repaired.shortfalls().isEmpty()) {
            certain.add(worst(repaired));
            if (!problem.fits(certain)) {
                return first;
            }
            repaired = measurement.best(proposals.apply(certain));
        }
        return repaired;
    }

    private static String worst(MeasuredSet measured) {
        return measured.shortfalls().stream()
                .max(Comparator.comparingDouble(s -> s.minimum() - s.performance()))
                .map(Shortfall::model)
                .orElseThrow();
    }
}
