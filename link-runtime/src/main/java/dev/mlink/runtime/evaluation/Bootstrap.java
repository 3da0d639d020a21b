package dev.mlink.runtime.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Percentile bootstrap of a mean. All figures of one evaluation share the same draws, so that they are reproducible
 * and an interval costs a thousand sums, but no random numbers.
 */
final class Bootstrap {
    private static final int RESAMPLES = 1000;
    private static final double TAIL = .025;

    private final int[][] draws;

    /**
     * @param samples how many scores a mean is of, at least 1
     * @param seed equal seeds give equal intervals
     */
    Bootstrap(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.draws = new int[RESAMPLES][];
        for (int i = 0; i < RESAMPLES; i++) {
            draws[i] = random.ints(samples, 0, samples).toArray();
        }
    }

    /** @param scores as many as this bootstrap draws from */
    Estimate estimate(double[] scores) {
        double[] means =
                Arrays.stream(draws).mapToDouble(draw -> mean(scores, draw)).toArray();
        double[] bounds = Quantile.withDefaults().evaluate(means, TAIL, 1 - TAIL);
        double mean = Arrays.stream(scores).average().orElseThrow();
        return new Estimate(mean, bounds[0], bounds[1], scores.length);
    }

    private static double mean(double[] scores, int[] draw) {
        double sum = 0;
        for (int row : draw) {
            sum += scores[row];
        }
        return sum / draw.length;
    }
}
