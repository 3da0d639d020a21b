package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** F(A) = sum_j w_j p(A,j) / sum_j w_j over all models of the group; when all weights are 0 all models count alike. */
record WeightedMean(List<Candidate> candidates) {

    /** Always sums in the order of names, so that the same performances give the same number. */
    WeightedMean {
        candidates = candidates.stream()
                .sorted(Comparator.comparing(Candidate::name))
                .toList();
    }

    double of(ToDoubleFunction<String> performance) {
        return candidates.stream()
                .mapToDouble(c -> share(c) * performance.applyAsDouble(c.name()))
                .sum();
    }

    /** The part that the model has in the mean; all parts sum to 1. */
    double share(Candidate candidate) {
        double total = candidates.stream().mapToDouble(Candidate::weight).sum();
        return total > 0 ? candidate.weight() / total : 1.0 / candidates.size();
    }
}
