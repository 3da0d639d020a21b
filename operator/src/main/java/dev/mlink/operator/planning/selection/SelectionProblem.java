package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import java.util.List;
import java.util.TreeSet;

/**
 * What there is to choose from: maximise F(A) = sum_j w_j p(A,j) / sum_j w_j within the budget (Eq. (1) and (4), with
 * weights).
 *
 * @param candidates the models of the group, each name once
 */
public record SelectionProblem(List<Candidate> candidates, Budget budget, PairPerformances performances) {

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
}
