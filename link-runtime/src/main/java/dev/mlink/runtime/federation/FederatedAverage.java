package dev.mlink.runtime.federation;

import dev.mlink.runtime.store.NpyArray;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * FedAvg: the mean of what several groups learned, each weighed by its samples, w = sum n_k w_k / sum n_k (article,
 * Algorithm 1, whose groups all weigh the same).
 */
public record FederatedAverage(Pair pair) {

    /**
     * @param contributions at least one; all have the pair
     * @throws IncompatibleInitialisationException they have other shapes, or began from other weights
     */
    public Weights of(List<Contribution> contributions) throws IncompatibleInitialisationException {
        Contribution first = contributions.get(0);
        long samples = 0;
        Map<String, double[]> sums = new TreeMap<>();
        for (Contribution contribution : contributions) {
            requireCompatible(first, contribution);
            samples += contribution.samples();
            add(contribution, sums);
        }
        Map<String, NpyArray> means = new TreeMap<>();
        for (Map.Entry<String, double[]> sum : sums.entrySet()) {
            NpyArray like = first.links().get(pair).arrays().get(sum.getKey());
            means.put(sum.getKey(), mean(sum.getValue(), samples, like));
        }
        return Weights.of(means);
    }

    private void add(Contribution contribution, Map<String, double[]> sums) {
        contribution.links().get(pair).arrays().forEach((name, array) -> {
            double[] sum = sums.computeIfAbsent(name, first -> new double[array.size()]);
            float[] values = array.floats();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (double) contribution.samples() * values[i];
            }
        });
    }

    private static NpyArray mean(double[] sum, long samples, NpyArray like) {
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / samples);
        }
        return NpyArray.of(
                mean, like.shape().stream().mapToInt(Integer::intValue).toArray());
    }

    private void requireCompatible(Contribution own, Contribution other) throws IncompatibleInitialisationException {
        Weights ours = own.links().get(pair);
        Weights theirs = other.links().get(pair);
        if (!theirs.shapes().equals(ours.shapes())) {
            throw new IncompatibleInitialisationException(
                    "link " + pair + " of group '" + other.group() + "' has arrays "
                            + theirs.shapes() + ", that of '" + own.group() + "' " + ours.shapes()
                            + "; train it alike in both groups");
        }
        if (!own.start().get(pair).equals(other.start().get(pair))) {
            throw new IncompatibleInitialisationException("link " + pair + " of group '" + other.group()
                    + "' did not begin from the same weights as that of '" + own.group()
                    + "'; only links that began from one published start are averaged");
        }
    }
}
