package dev.mlink.runtime.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * Turns the scores of some samples into a performance with its 95 % interval: Wilson's for metrics that say yes or no,
 * a seeded percentile bootstrap for the others.
 */
public final class Estimation {
    private static final double ERROR_RATE = .05;
    private static final long SEED = 20_220_913;

    private final Bootstrap bootstrap;

    /** @param samples how many scores every estimate is of, at least 1 */
    public Estimation(int samples) {
        this.bootstrap = new Bootstrap(samples, SEED);
    }

    /** @param scores one for each sample, in [0,1] */
    public Estimate estimate(Metric metric, double[] scores) {
        return metric.yesOrNo() ? proportion(scores) : bootstrap.estimate(scores);
    }

    private static Estimate proportion(double[] scores) {
        int yes = (int) Math.round(Arrays.stream(scores).sum());
        var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(scores.length, yes, ERROR_RATE);
        return new Estimate(
                (double) yes / scores.length, interval.getLowerBound(), interval.getUpperBound(), scores.length);
    }
}
