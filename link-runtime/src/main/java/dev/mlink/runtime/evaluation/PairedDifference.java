package dev.mlink.runtime.evaluation;

/**
 * By how much one predictor scores above another on the same samples.
 *
 * @param mean of the differences
 * @param standardError of that mean, 0 for fewer than two samples
 */
record PairedDifference(double mean, double standardError) {
    /** Of a standard normal distribution one number in twenty is larger. */
    private static final double ONE_IN_TWENTY = 1.645;

    /** @param scores and {@code others} of the same samples in the same order */
    static PairedDifference of(double[] scores, double[] others) {
        int samples = scores.length;
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += scores[i] - others[i];
        }
        double mean = samples == 0 ? 0 : sum / samples;
        double squares = 0;
        for (int i = 0; i < samples; i++) {
            double deviation = scores[i] - others[i] - mean;
            squares += deviation * deviation;
        }
        double error = samples < 2 ? 0 : Math.sqrt(squares / (samples - 1) / samples);
        return new PairedDifference(mean, error);
    }

    /** Whether it is larger than what chance makes of equal predictors in all but one case in twenty. */
    boolean beyondChance() {
        return mean > ONE_IN_TWENTY * standardError;
    }
}
