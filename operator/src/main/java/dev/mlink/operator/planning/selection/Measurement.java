package dev.mlink.operator.planning.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** Asks the oracle for sets, some at a time, and holds it to its word. */
record Measurement(SelectionProblem problem, SetOracle oracle) {

    /** Sets per question: keeps a question and its answer far below what one message may hold. */
    private static final int BATCH = 256;

    List<MeasuredSet> measure(List<SortedSet<String>> sets) {
        var measured = new ArrayList<MeasuredSet>(sets.size());
        for (int from = 0; from < sets.size(); from += BATCH) {
            List<SortedSet<String>> batch = sets.subList(from, Math.min(sets.size(), from + BATCH));
            Collection<Set<String>> question = List.copyOf(batch);
            Map<Set<String>, Map<String, Double>> answers = oracle.performances(question);
            batch.forEach(set -> measured.add(MeasuredSet.of(problem, set, answer(answers, set))));
        }
        return measured;
    }

    MeasuredSet measure(SortedSet<String> set) {
        return measure(List.of(set)).get(0);
    }

    /** The best of these sets, at least one. */
    MeasuredSet best(List<SortedSet<String>> sets) {
        return measure(sets).stream().min(MeasuredSet.BETTER_FIRST).orElseThrow();
    }

    private static Map<String, Double> answer(Map<Set<String>, Map<String, Double>> answers, Set<String> set) {
        if (!answers.containsKey(set)) {
            throw new IllegalStateException("oracle: no performances for the set " + set + " that it was asked for");
        }
        return answers.get(set);
    }
}
