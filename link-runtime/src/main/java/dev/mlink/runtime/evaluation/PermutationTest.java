package dev.mlink.runtime.evaluation;

import java.util.SplittableRandom;

/**
 * Whether later scores are lower than earlier ones by more than chance: the share of random divisions of all scores in
 * which the later ones have no larger a mean than they have. Under exchangeable scores of any distribution that share is
 * below {@code p} with probability at most {@code p}. Divisions are drawn until {@value #ENOUGH} of them were as low
 * (Besag and Clifford's sequential test), so that what is plainly no loss costs little.
 */
final class PermutationTest {
    private static final int ENOUGH = 10;
    private static final int MOST_DIVISIONS = 19_999;

    private final SplittableRandom random;

    /** @param seed equal seeds give equal answers */
    PermutationTest(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The probability of a loss at least as large, were there none; both at least one score. */
    double pValue(double[] earlier, double[] later) {
        double[] all = new double[earlier.length + later.length];
        System.arraycopy(later, 0, all, 0, later.length);
        System.arraycopy(earlier, 0, all, later.length, earlier.length);
        double observed = sum(all, later.length);
        int asLow = 0;
        for (int division = 1; division <= MOST_DIVISIONS; division++) {
            divide(all, later.length);
            asLow += sum(all, later.length) <= observed + 1e-9 ? 1 : 0;
            if (asLow == ENOUGH) {
                return (double) ENOUGH / division;
            }
        }
        return (asLow + 1d) / (MOST_DIVISIONS + 1);
    }

    /** Brings a random choice of so many to the front. */
    private void divide(double[] scores, int front) {
        for (int i = 0; i < front; i++) {
            int other = random.nextInt(i, scores.length);
            double score = scores[i];
            scores[i] = scores[other];
            scores[other] = score;
        }
    }

    private static double sum(double[] scores, int front) {
        double sum = 0;
        for (int i = 0; i < front; i++) {
            sum += scores[i];
        }
        return sum;
    }
}
