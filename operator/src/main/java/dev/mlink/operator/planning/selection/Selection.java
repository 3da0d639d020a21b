package dev.mlink.operator.planning.selection;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The chosen activation set.
 *
 * @param set the models to activate; empty when nothing fits
 * @param memoryBytes what they take together
 * @param objective measured F of the set
 * @param performances measured p(A, j) of the models outside the set
 * @param surrogate the facility-location value of the set, with the certified bound on the best there is
 * @param verdicts one per candidate, in the order of the candidates
 * @param shortfalls predicted models below their minimum; not empty only where no set considered avoids it
 */
public record Selection(
        SortedSet<String> set,
        long memoryBytes,
        double objective,
        SortedMap<String, Double> performances,
        Surrogate surrogate,
        List<Verdict> verdicts,
        List<Shortfall> shortfalls,
        Strategy strategy)
        implements SelectionOutcome {

    public Selection {
        set = Collections.unmodifiableSortedSet(new TreeSet<>(set));
        performances = Collections.unmodifiableSortedMap(new TreeMap<>(performances));
        verdicts = List.copyOf(verdicts);
        shortfalls = List.copyOf(shortfalls);
    }
}
