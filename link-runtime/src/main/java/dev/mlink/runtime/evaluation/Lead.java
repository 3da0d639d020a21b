package dev.mlink.runtime.evaluation;

/**
 * By how much F(A), the weighted mean performance of all models, is greater with one activation set than with another, on
 * the same samples.
 *
 * @param gain mean of the differences, negative where it is less
 * @param margin half of its 95 % interval (normal approximation of paired differences)
 * @param samples how many differences it is the mean of
 */
public record Lead(double gain, double margin, int samples) {
    private static final double NORMAL_97_5 = 1.959964;

    /** @param scores F of one set on each sample, {@code others} that of the other on the same samples */
    static Lead of(double[] scores, double[] others) {
        PairedDifference difference = PairedDifference.of(scores, others);
        return new Lead(difference.mean(), NORMAL_97_5 * difference.standardError(), scores.length);
    }
}
