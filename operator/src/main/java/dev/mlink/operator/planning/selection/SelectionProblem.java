package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.placement.Devices;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What there is to choose from: maximise F(A) = sum_j w_j p(A,j) / sum_j w_j within the budget (Eq. (1) and (4), with
 * weights).
 *
 * @param candidates the models of the group, each name once
 * @param devices how the budget is divided: a set has to be placed, each model on one of them
 */
public record SelectionProblem(List<Candidate> candidates, Devices devices, PairPerformances performances) {

    /** With a budget that is not divided. */
    public SelectionProblem(List<Candidate> candidates, Budget budget, PairPerformances performances) {
        this(candidates, Devices.whole(budget), performances);
    }

    public SelectionProblem {
        candidates = List.copyOf(candidates);
        var names = new TreeSet<String>();
        for (Candidate candidate : candidates) {
            if (!names.add(candidate.name())) {
                throw new IllegalArgumentException(
                        "candidates: '" + candidate.name() + "' is there twice; name each model once");
            }
        }
    }

    /** The budget of all devices together. */
    public Budget budget() {
        return devices.pooled();
    }

    /** Whether these models can be loaded together. */
    boolean fits(Set<String> names) {
        return devices.fit(candidates.stream()
                .filter(candidate -> names.contains(candidate.name()))
                .map(Candidate::memoryBytes)
                .toList());
    }
}
