package dev.mlink.runtime.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Answers whose exact outputs are known.
 *
 * @param certainties how sure each was of itself
 * @param agreed whether each agreed with the exact output
 */
public record Evidence(double[] certainties, boolean[] agreed) {
    public Evidence {
        if (certainties.length != agreed.length) {
            throw new IllegalArgumentException(certainties.length + " certainties of " + agreed.length + " answers");
        }
    }

    /** How many answers there are. */
    public int size() {
        return agreed.length;
    }

    /** These answers and others. */
    Evidence and(Evidence others) {
        double[] both = Arrays.copyOf(certainties, size() + others.size());
        boolean[] alike = Arrays.copyOf(agreed, both.length);
        System.arraycopy(others.certainties, 0, both, size(), others.size());
        System.arraycopy(others.agreed, 0, alike, size(), others.size());
        return new Evidence(both, alike);
    }

    /** How many of them agreed. */
    int agreements() {
        return (int) IntStream.range(0, agreed.length).filter(i -> agreed[i]).count();
    }

    /** Those that are confident enough. */
    public Accepted accepted(Calibration calibration, double threshold) {
        int accepted = 0;
        int disagreed = 0;
        for (int i = 0; i < agreed.length; i++) {
            if (calibration.confidence(certainties[i]) >= threshold) {
                accepted++;
                disagreed += agreed[i] ? 0 : 1;
            }
        }
        return new Accepted(accepted, disagreed, agreed.length);
    }

    /**
     * What a threshold lets through.
     *
     * @param answers at or above it
     * @param disagreed how many of those disagree
     * @param of all answers
     */
    public record Accepted(int answers, int disagreed, int of) {

        /** In [0, 1]; 0 where nothing is accepted. */
        public double disagreement() {
            return answers == 0 ? 0 : (double) disagreed / answers;
        }

        /** Share of all answers that are accepted, in [0, 1]. */
        public double share() {
            return of == 0 ? 0 : (double) answers / of;
        }
    }
}
