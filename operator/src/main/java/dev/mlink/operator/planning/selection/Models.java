package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The candidates of a problem, sorted by what the budget allows: pinned ones, those that could join them, and those that
 * alone are too large.
 */
record Models(List<Candidate> all, SortedSet<String> pinned, List<Candidate> choices, SortedSet<String> tooLarge) {

    static Models of(SelectionProblem problem) {
        List<Candidate> all = problem.candidates();
        SortedSet<String> pinned = all.stream()
                .filter(Candidate::pinned)
                .map(Candidate::name)
                .collect(Collectors.toCollection(TreeSet::new));
        long room = problem.budget().bytes() - bytes(all, pinned);
        List<Candidate> choices =
                all.stream().filter(c -> !c.pinned() && c.memoryBytes() <= room).toList();
        SortedSet<String> tooLarge = all.stream()
                .filter(c -> !c.pinned() && c.memoryBytes() > room)
                .map(Candidate::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Models(all, pinned, choices, tooLarge);
    }

    /** Why there is nothing to choose: no model at all, or pinned ones that do not fit. */
    Optional<SelectionOutcome> obstacle(Budget budget) {
        if (all.isEmpty()) {
            return Optional.of(new NoCandidates());
        }
        long needed = bytes(pinned);
        return needed > budget.bytes() ? Optional.of(new PinnedExceedBudget(pinned, needed, budget)) : Optional.empty();
    }

    long bytes(Set<String> names) {
        return bytes(all, names);
    }

    private static long bytes(Collection<Candidate> candidates, Set<String> names) {
        return candidates.stream()
                .filter(c -> names.contains(c.name()))
                .mapToLong(Candidate::memoryBytes)
                .sum();
    }
}
