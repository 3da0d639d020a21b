package dev.mlink.runtime.calibration;

/**
 * How sure an answer is of itself, read off its elements: a number without bounds, more is surer. Where the answer holds
 * probabilities it is their log-odds of being right, which keeps apart what a probability of almost 1 does not.
 */
public enum Certainty {
    /** The answer says nothing of it: the same for every sample. */
    NONE,
    /** A label: the largest probability against all others, {@code ln(p / (1 - p))}. */
    LARGEST_SHARE,
    /** The same for a target that answers with logarithms of probabilities. */
    LARGEST_LOG_SHARE,
    /** A set: the probability that every element is on its right side of .5, {@code P = prod max(p, 1 - p)}. */
    WHOLE_SET,
    /** A number: the logarithm of the loss that its predictor foresees, negated. */
    FORESEEN_LOSS,
    /** A text: the probability of the whole of it, from the logarithm that its predictor states. */
    WHOLE_TEXT,
    /**
     * A last exact value: {@code ln(1 / age)} with the age in seconds. Of an output that changes at random moments, on
     * average every t seconds, that is for young values the log-odds that it has not changed, up to {@code ln(t)}.
     */
    FRESHNESS;

    private static final double LIMIT = 30;
    private static final double MILLIS = 1000;

    /**
     * How sure a last exact value is of itself.
     *
     * @param age milliseconds; those below 1 count as 1
     */
    public static double ofAge(long age) {
        return FRESHNESS.of(new float[] {(float) (Math.max(1, age) / MILLIS)}, 0, 1);
    }

    /** Whether it is read off what the predictor states of an answer, one number each, and not off the answer. */
    public boolean stated() {
        return this == FORESEEN_LOSS || this == WHOLE_TEXT || this == FRESHNESS;
    }

    /**
     * Of one sample.
     *
     * @param values the answers, or the statements where it is read off those
     * @param from where the sample begins
     * @param size its elements
     * @return within [-30, 30]
     */
    public double of(float[] values, int from, int size) {
        double odds =
                switch (this) {
                    case NONE -> 0;
                    case LARGEST_SHARE -> largestShare(values, from, size);
                    case LARGEST_LOG_SHARE -> largestLogShare(values, from, size);
                    case WHOLE_SET -> wholeSet(values, from, size);
                    case FORESEEN_LOSS -> -values[from];
                    case WHOLE_TEXT -> logOdds(values[from]);
                    case FRESHNESS -> -Math.log(values[from]);
                };
        return Double.isNaN(odds) ? -LIMIT : Math.max(-LIMIT, Math.min(LIMIT, odds));
    }

    private static double largestShare(float[] values, int from, int size) {
        int largest = largest(values, from, size);
        double others = 0;
        for (int i = from; i < from + size; i++) {
            others += i == largest ? 0 : values[i];
        }
        return Math.log(values[largest] / others);
    }

    private static double largestLogShare(float[] values, int from, int size) {
        int largest = largest(values, from, size);
        double others = 0;
        for (int i = from; i < from + size; i++) {
            others += i == largest ? 0 : Math.exp((double) values[i] - values[largest]);
        }
        return -Math.log(others);
    }

    private static double wholeSet(float[] values, int from, int size) {
        double logarithm = 0;
        for (int i = from; i < from + size; i++) {
            logarithm += Math.log1p(-Math.min(values[i], 1 - values[i]));
        }
        return logOdds(logarithm);
    }

    /** Of the logarithm of a probability. */
    private static double logOdds(double logarithm) {
        return logarithm - Math.log(-Math.expm1(logarithm));
    }

    private static int largest(float[] values, int from, int size) {
        int largest = from;
        for (int i = from + 1; i < from + size; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }
}
