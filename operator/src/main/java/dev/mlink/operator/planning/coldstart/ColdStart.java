package dev.mlink.operator.planning.coldstart;

import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.Knapsack;
import dev.mlink.operator.planning.placement.Devices;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What to load before anything is learned: nothing predicts anything yet, so every model counts by its weight alone, and
 * the best set is the one of the greatest weight that fits. Equal weights: more models, then less memory.
 *
 * <p>Where the budget is divided, the best set of the budget as a whole is taken if it can be placed. Otherwise models
 * join by weight per byte as they find a place, which is not always the best.
 */
public final class ColdStart {

    private final Knapsack knapsack = new Knapsack();

    /** The first set for these candidates, of which the cost is known. */
    public ColdStartOutcome choose(List<Candidate> candidates, Devices devices) {
        if (candidates.isEmpty()) {
            return new ColdStartOutcome.NothingToLoad();
        }
        SortedSet<String> pinned =
                names(candidates.stream().filter(Candidate::pinned).toList());
        long pinnedBytes = bytes(candidates, pinned);
        if (!devices.fit(sizes(candidates, pinned))) {
            return new ColdStartOutcome.PinnedDoNotFit(pinned, pinnedBytes, devices.pooled());
        }
        List<Candidate> free = candidates.stream().filter(c -> !c.pinned()).toList();
        SortedSet<String> set = best(candidates, free, pinned, devices);
        SortedSet<String> tooLarge = names(free.stream()
                .filter(c -> !devices.fit(sizes(candidates, with(pinned, c.name()))))
                .toList());
        return new ColdStartOutcome.FirstSet(set, bytes(candidates, set), tooLarge);
    }

    private SortedSet<String> best(
            List<Candidate> candidates, List<Candidate> free, SortedSet<String> pinned, Devices devices) {
        var best = new TreeSet<>(pinned);
        best.addAll(knapsack.best(
                free.stream()
                        .map(c -> new Knapsack.Item(c.name(), c.memoryBytes(), c.weight()))
                        .toList(),
                devices.pooled().bytes() - bytes(candidates, pinned)));
        return devices.fit(sizes(candidates, best)) ? best : joined(candidates, free, pinned, devices);
    }

    private static SortedSet<String> joined(
            List<Candidate> candidates, List<Candidate> free, SortedSet<String> pinned, Devices devices) {
        SortedSet<String> set = new TreeSet<>(pinned);
        free.stream()
                .sorted(Comparator.comparingDouble((Candidate c) -> -c.weight() / c.memoryBytes())
                        .thenComparing(Candidate::name))
                .filter(c -> devices.fit(sizes(candidates, with(set, c.name()))))
                .forEachOrdered(c -> set.add(c.name()));
        return set;
    }

    private static Set<String> with(SortedSet<String> names, String more) {
        var all = new TreeSet<>(names);
        all.add(more);
        return all;
    }

    private static SortedSet<String> names(Collection<Candidate> candidates) {
        return candidates.stream().map(Candidate::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Long> sizes(List<Candidate> candidates, Set<String> names) {
        return candidates.stream()
                .filter(c -> names.contains(c.name()))
                .map(Candidate::memoryBytes)
                .toList();
    }

    private static long bytes(List<Candidate> candidates, SortedSet<String> names) {
        return sizes(candidates, names).stream().mapToLong(Long::longValue).sum();
    }
}
