package dev.mlink.operator.planning.coldstart;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.Knapsack;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What to load before anything is learned: nothing predicts anything yet, so every model counts by its weight alone, and
 * the best set is the one of the greatest weight that fits. Equal weights: more models, then less memory.
 */
public final class ColdStart {

    private final Knapsack knapsack = new Knapsack();

    /** The first set for these candidates, of which the cost is known. */
    public ColdStartOutcome choose(List<Candidate> candidates, Budget budget) {
        if (candidates.isEmpty()) {
            return new ColdStartOutcome.NothingToLoad();
        }
        SortedSet<String> pinned = candidates.stream()
                .filter(Candidate::pinned)
                .map(Candidate::name)
                .collect(Collectors.toCollection(TreeSet::new));
        long pinnedBytes = bytes(candidates, pinned);
        if (pinnedBytes > budget.bytes()) {
            return new ColdStartOutcome.PinnedDoNotFit(pinned, pinnedBytes, budget);
        }
        long capacity = budget.bytes() - pinnedBytes;
        List<Candidate> free = candidates.stream().filter(c -> !c.pinned()).toList();
        var set = new TreeSet<>(pinned);
        set.addAll(knapsack.best(
                free.stream()
                        .map(c -> new Knapsack.Item(c.name(), c.memoryBytes(), c.weight()))
                        .toList(),
                capacity));
        SortedSet<String> tooLarge = free.stream()
                .filter(c -> c.memoryBytes() > capacity)
                .map(Candidate::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return new ColdStartOutcome.FirstSet(set, bytes(candidates, set), tooLarge);
    }

    private static long bytes(List<Candidate> candidates, SortedSet<String> names) {
        return candidates.stream()
                .filter(c -> names.contains(c.name()))
                .mapToLong(Candidate::memoryBytes)
                .sum();
    }
}
