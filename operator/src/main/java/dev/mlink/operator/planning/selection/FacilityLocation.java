package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The surrogate of F in which a target is predicted by its best single link or its prior: p(A,j) = max over i in A of
 * p(g_ij), and the prior. With the prior as a facility that is always open it is monotone and submodular, which is what
 * makes bounds on it possible. Models are numbered in the order of their names.
 */
final class FacilityLocation {

    private final List<Candidate> models;
    private final double[] share;
    private final double[] prior;
    private final double[][] link;

    FacilityLocation(SelectionProblem problem) {
        models = problem.candidates().stream()
                .sorted(Comparator.comparing(Candidate::name))
                .toList();
        var mean = new WeightedMean(models);
        share = models.stream().mapToDouble(mean::share).toArray();
        prior = models.stream()
                .mapToDouble(m -> problem.performances().prior(m.name()))
                .toArray();
        link = new double[models.size()][models.size()];
        for (int i = 0; i < models.size(); i++) {
            for (int j = 0; j < models.size(); j++) {
                link[i][j] = i == j ? 1 : problem.performances().of(model(i).name(), model(j).name());
            }
        }
    }

    int size() {
        return models.size();
    }

    Candidate model(int index) {
        return models.get(index);
    }

    /** p(A, j) for every model j, 1 for the active ones. */
    double[] performances(BitSet active) {
        double[] best = prior.clone();
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            best = joined(best, i);
        }
        return best;
    }

    /** The performances when this model is activated too. */
    double[] joined(double[] performances, int model) {
        double[] best = performances.clone();
        for (int j = 0; j < best.length; j++) {
            best[j] = Math.max(best[j], link[model][j]);
        }
        return best;
    }

    /** F of these performances. */
    double value(double[] performances) {
        double sum = 0;
        for (int j = 0; j < performances.length; j++) {
            sum += share[j] * performances[j];
        }
        return sum;
    }

    double value(Set<String> set) {
        return value(performances(indices(set)));
    }

    /** What activating the model would add to F where the models already perform like this; never negative. */
    double gain(double[] performances, int model) {
        double gain = 0;
        for (int j = 0; j < performances.length; j++) {
            gain += share[j] * Math.max(0, link[model][j] - performances[j]);
        }
        return gain;
    }

    /** What the model adds to the rest of the set: F(A with it) - F(A without it). */
    double gain(Set<String> set, String model) {
        BitSet rest = indices(set);
        BitSet alone = indices(Set.of(model));
        rest.andNot(alone);
        return gain(performances(rest), alone.nextSetBit(0));
    }

    BitSet indices(Set<String> names) {
        var indices = new BitSet(models.size());
        for (int i = 0; i < models.size(); i++) {
            indices.set(i, names.contains(model(i).name()));
        }
        return indices;
    }

    SortedSet<String> names(BitSet indices) {
        var names = new TreeSet<String>();
        indices.stream().forEach(i -> names.add(model(i).name()));
        return names;
    }
}
