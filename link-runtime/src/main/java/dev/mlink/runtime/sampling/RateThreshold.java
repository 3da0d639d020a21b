package dev.mlink.runtime.sampling;

/**
 * A threshold above which a declared share of a stream lies, whatever the stream is: up by {@code step * (1 - rate)} after
 * each value above, down by {@code step * rate} after each other (stochastic approximation of the (1 - rate)-quantile).
 * For values in [0, 1], of the first n values a share within {@code (1 + step) / (step * n)} of the rate is above. Not
 * for several threads.
 */
final class RateThreshold {
    private static final double STEP = .02;

    private final double rate;
    private double threshold;

    /** @param rate share of the values that are to be above, in (0, 1) */
    RateThreshold(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("the informative rate is " + rate
                    + "; write a share of the requests above 0 and below 1, such as 0.05");
        }
        this.rate = rate;
        this.threshold = 1 - rate;
    }

    /** Compares a value with what came before it; only then the threshold learns of it. */
    boolean isAbove(double value) {
        boolean above = value > threshold;
        threshold += STEP * ((above ? 1 : 0) - rate);
        return above;
    }
}
