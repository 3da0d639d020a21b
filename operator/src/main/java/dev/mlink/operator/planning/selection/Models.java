package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
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
        Predicate<Candidate> joins = candidate -> problem.fits(with(pinned, candidate.name()));
        List<Candidate> choices =
                all.stream().filter(c -> !c.pinned() && joins.test(c)).toList();
        SortedSet<String> tooLarge = all.stream()
                .filter(c -> !c.pinned() && !choices.contains(c))
                .map(Candidate::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Models(all, pinned, choices, tooLarge);
    }

    /** Why there is nothing to choose: no model at all, or pinned ones that do not fit. */
    Optional<SelectionOutcome> obstacle(SelectionProblem problem) {
        if (all.isEmpty()) {
            return Optional.of(new NoCandidates());
        }
        return problem.fits(pinned)
                ? Optional.empty()
                : Optional.of(new PinnedExceedBudget(pinned, bytes(pinned), problem.budget()));
    }

    long bytes(Set<String> names) {
        return bytes(all, names);
    }

    private static Set<String> with(Set<String> names, String more) {
        var all = new TreeSet<>(names);
        all.add(more);
        return all;
    }

    private static long bytes(Collection<Candidate> candidates, Set<String> names) {
        return candidates.stream()
                .filter(c -> names.contains(c.name()))
                .mapToLong(Candidate::memoryBytes)
                .sum();
    }
}
