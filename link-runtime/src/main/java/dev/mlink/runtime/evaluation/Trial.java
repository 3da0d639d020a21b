package dev.mlink.runtime.evaluation;

import java.util.Arrays;

/**
 * A predictor in force against a retrained one on the same samples, which neither learned or was chosen from.
 *
 * @param previous mean score of the one in force
 * @param retrained mean score of the other
 * @param samples how many scores these are the means of
 */
public record Trial(double previous, double retrained, int samples) {

    /** @param previous and {@code retrained}: scores of the same samples in the same order, at least one */
    static Trial of(double[] previous, double[] retrained) {
        return new Trial(mean(previous), mean(retrained), previous.length);
    }

    /** Whether the retrained one takes over: only if it is better. */
    public boolean takesOver() {
        return retrained > previous;
    }

    private static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElseThrow();
    }
}
