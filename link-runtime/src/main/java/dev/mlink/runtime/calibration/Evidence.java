package dev.mlink.runtime.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Answers whose exact outputs are known.
 *
 * @param certainties how sure each was of itself
 * @param agreed whether each agreed with the exact output
 * @param scores of each against the exact output, in [0, 1]
 */
public record Evidence(double[] certainties, boolean[] agreed, double[] scores) {
    public Evidence {
        if (certainties.length != agreed.length || scores.length != agreed.length) {
            throw new IllegalArgumentException(certainties.length + " certainties and " + scores.length + " scores of "
                    + agreed.length + " answers");
        }
    }

    /** Of a metric that says yes or no: what agrees scores 1. */
    public Evidence(double[] certainties, boolean[] agreed) {
        this(certainties, agreed, scores(agreed));
    }

    private static double[] scores(boolean[] agreed) {
        double[] scores = new double[agreed.length];
        Arrays.setAll(scores, i -> agreed[i] ? 1 : 0);
        return scores;
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
        double[] scored = Arrays.copyOf(scores, both.length);
        System.arraycopy(others.agreed, 0, alike, size(), others.size());
        System.arraycopy(others.scores, 0, scored, size(), others.size());
        return new Evidence(both, alike, scored);
    }

    /** How many of them agreed. */
    int agreements() {
        return (int) IntStream.range(0, agreed.length).filter(i -> agreed[i]).count();
    }

    /** Those that are confident enough. */
    public Accepted accepted(Calibration calibration, double threshold) {
        int accepted = 0;
        int disagreed = 0;
        double score = 0;
        for (int i = 0; i < agreed.length; i++) {
            if (calibration.confidence(certainties[i]) >= threshold) {
                accepted++;
                disagreed += agreed[i] ? 0 : 1;
                score += scores[i];
            }
        }
        return new Accepted(accepted, disagreed, agreed.length, score);
    }

    /**
     * What a threshold lets through.
     *
     * @param answers at or above it
     * @param disagreed how many of those disagree
     * @param of all answers
     * @param score sum over those at or above it
     */
    public record Accepted(int answers, int disagreed, int of, double score) {
        /** A threshold that lets nothing through. */
        public static Accepted none(int of) {
            return new Accepted(0, 0, of, 0);
        }

        /** In [0, 1]; 0 where nothing is accepted. */
        public double disagreement() {
            return answers == 0 ? 0 : (double) disagreed / answers;
        }

        /** Share of all answers that are accepted, in [0, 1]. */
        public double share() {
            return of == 0 ? 0 : (double) answers / of;
        }

        /** Mean score of all answers where one that is not given out scores nothing, in [0, 1]. */
        public double givenOut() {
            return of == 0 ? 0 : score / of;
        }

        /** What as many other answers would come to, at the same rates; disagreements are rounded up. */
        Accepted outOf(int others) {
            double times = of == 0 ? 0 : (double) others / of;
            return new Accepted(
                    (int) Math.floor(times * answers), (int) Math.ceil(times * disagreed), others, times * score);
        }
    }
}
