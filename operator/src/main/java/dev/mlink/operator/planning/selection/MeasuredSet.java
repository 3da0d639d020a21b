package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An activation set with its measured objective. */
record MeasuredSet(
        SortedSet<String> set,
        long memoryBytes,
        double objective,
        SortedMap<String, Double> performances,
        List<Shortfall> shortfalls) {

    /** Objectives are compared in these steps, so that rounding decides no tie. */
    private static final double STEPS_PER_UNIT = 1e12;

    /** The better set comes first: no shortfalls, then the greater F, then less memory, then names in order. */
    static final Comparator<MeasuredSet> BETTER_FIRST = Comparator.<MeasuredSet, Boolean>comparing(
                    s -> !s.shortfalls().isEmpty())
            .thenComparing(s -> -Math.round(s.objective() * STEPS_PER_UNIT))
            .thenComparingLong(MeasuredSet::memoryBytes)
            .thenComparing(s -> String.join("\n", s.set()));

    static MeasuredSet of(SelectionProblem problem, SortedSet<String> set, Map<String, Double> measured) {
        var performances = new TreeMap<String, Double>();
        var shortfalls = new ArrayList<Shortfall>();
        for (Candidate candidate : problem.candidates()) {
            if (set.contains(candidate.name())) {
                continue;
            }
            String target = candidate.name();
            double performance =
                    measured.getOrDefault(target, problem.performances().prior(target));
            performances.put(target, performance);
            if (performance < candidate.minPerformance().orElse(0)) {
                shortfalls.add(new Shortfall(
                        target, performance, candidate.minPerformance().getAsDouble()));
            }
        }
        double objective = new WeightedMean(problem.candidates()).of(name -> performances.getOrDefault(name, 1.0));
        long bytes = Models.of(problem).bytes(set);
        return new MeasuredSet(set, bytes, objective, performances, shortfalls);
    }

    /** The selection of this set, which is {@code among} others, such as "the best of 35 maximal sets". */
    Selection selected(SelectionProblem problem, double upperBound, Strategy strategy, String among) {
        return selected(problem, upperBound, strategy, model -> (set.contains(model) ? "in " : "not in ") + among);
    }

    /** The selection of this set. */
    Selection selected(SelectionProblem problem, double upperBound, Strategy strategy, UnaryOperator<String> ground) {
        double value = new FacilityLocation(problem).value(set);
        return new Selection(
                set,
                memoryBytes,
                objective,
                performances,
                new Surrogate(value, Math.max(value, upperBound)),
                new Verdicts(problem, this).all(ground),
                shortfalls,
                strategy);
    }
}
