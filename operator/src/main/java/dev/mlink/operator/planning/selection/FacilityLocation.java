package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.placement.Devices;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The surrogate of F in which a target is predicted by its best single link or its prior: p(A,j) = max over i in A of
 * p(g_ij), and the prior. With the prior as a facility that is always open it is monotone and submodular, which is what
 * makes bounds on it possible. Models are numbered in the order of their names.
 */
final class FacilityLocation {

    private final List<Candidate> models;
    private final long[] memory;
    private final double[] share;
    private final double[] prior;
    private final double[] minimum;
    private final double[][] link;
    private final BitSet pinned;
    private final BitSet choices;
    private final long room;
    private final Devices devices;

    FacilityLocation(SelectionProblem problem) {
        models = problem.candidates().stream()
                .sorted(Comparator.comparing(Candidate::name))
                .toList();
        var mean = new WeightedMean(models);
        PairPerformances known = problem.performances();
        memory = models.stream().mapToLong(Candidate::memoryBytes).toArray();
        share = models.stream().mapToDouble(mean::share).toArray();
        prior = models.stream().mapToDouble(m -> known.prior(m.name())).toArray();
        minimum = models.stream().mapToDouble(m -> m.minPerformance().orElse(0)).toArray();
        link = new double[models.size()][];
        for (int i = 0; i < link.length; i++) {
            Candidate source = models.get(i);
            link[i] = models.stream()
                    .mapToDouble(target -> target == source ? 1 : known.of(source.name(), target.name()))
                    .toArray();
        }
        Models sorted = Models.of(problem);
        pinned = indices(sorted.pinned());
        room = problem.budget().bytes() - sorted.bytes(sorted.pinned());
        devices = problem.devices();
        choices = indices(sorted.choices().stream().map(Candidate::name).collect(Collectors.toUnmodifiableSet()));
    }

    int size() {
        return models.size();
    }

    long memory(int model) {
        return memory[model];
    }

    double share(int model) {
        return share[model];
    }

    double link(int source, int target) {
        return link[source][target];
    }

    /** The models that are always active; not to be changed. */
    BitSet pinned() {
        return pinned;
    }

    /** The models that could join the pinned ones, each alone; not to be changed. */
    BitSet choices() {
        return choices;
    }

    /** What the budget, as a whole, leaves beside these models, negative when they exceed it. */
    long room(BitSet active) {
        long left = room;
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            left -= pinned.get(i) ? 0 : memory[i];
        }
        return left;
    }

    /** Whether these models can be loaded together. */
    boolean fits(BitSet active) {
        return devices.divided()
                ? devices.fit(active.stream().mapToObj(i -> memory[i]).toList())
                : room(active) >= 0;
    }

    /** Whether the model can be loaded beside these. */
    boolean joins(BitSet active, int model) {
        var with = (BitSet) active.clone();
        with.set(model);
        return fits(with);
    }

    /** p(A, j) for every model j, 1 for the active ones. */
    double[] performances(BitSet active) {
        double[] best = prior.clone();
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            join(best, i);
        }
        return best;
    }

    /** Raises the performances to what they are when this model is activated too. */
    void join(double[] performances, int model) {
        double[] row = link[model];
        for (int j = 0; j < performances.length; j++) {
            performances[j] = Math.max(performances[j], row[j]);
        }
    }

    double[] joined(double[] performances, int model) {
        double[] best = performances.clone();
        join(best, model);
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
        double[] row = link[model];
        double gain = 0;
        for (int j = 0; j < performances.length; j++) {
            gain += share[j] * Math.max(0, row[j] - performances[j]);
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

    /** Whether every model that performs like this is at its minimum. */
    boolean reachesMinimum(double[] performances) {
        for (int j = 0; j < performances.length; j++) {
            if (performances[j] < minimum[j]) {
                return false;
            }
        }
        return true;
    }

    BitSet indices(Set<String> names) {
        var indices = new BitSet(models.size());
        for (int i = 0; i < models.size(); i++) {
            indices.set(i, names.contains(models.get(i).name()));
        }
        return indices;
    }

    SortedSet<String> names(BitSet indices) {
        var names = new TreeSet<String>();
        indices.stream().forEach(i -> names.add(models.get(i).name()));
        return names;
    }
}
