package dev.mlink.benchmark.dataplane;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What rounds say of one figure beside another of the same round.
 *
 * @param median of the rounds
 * @param lower end of an interval that holds the true median with probability .95 at least
 * @param upper end of it
 */
record Paired(double median, double lower, double upper) {
    private static final double TAIL = .025;

    /** By order statistics, which ask nothing of how the figures are distributed. */
    static Paired of(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        BinomialDistribution below = BinomialDistribution.of(sorted.length, .5);
        int rank = 0;
        while (below.cumulativeProbability(rank) <= TAIL) {
            rank++;
        }
        int first = Math.max(0, rank - 1);
        return new Paired(Median.withDefaults().evaluate(sorted), sorted[first], sorted[sorted.length - 1 - first]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", median, lower, upper);
    }
}
