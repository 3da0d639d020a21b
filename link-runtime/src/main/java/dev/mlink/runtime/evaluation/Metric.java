package dev.mlink.runtime.evaluation;

import java.util.Arrays;

/**
 * Scores one answer against the target's own exact output, in [0,1]; the mean over samples is the performance. Answers
 * and exact outputs are flat arrays of the same length, in the target's own units; those of texts are word numbers.
 */
public sealed interface Metric {

    /** The value from which an element of a multi-label output counts as set. */
    float SET_ABOVE = .5f;

    /**
     * @param answer what was predicted
     * @param exact what the target itself answers
     * @return 0 (worst) to 1
     */
    double score(float[] answer, float[] exact);

    /** Whether every score is 0 or 1, so that the mean is a proportion. */
    boolean yesOrNo();

    /** The score from which an answer agrees with the exact output: nothing missing, unless the metric says otherwise. */
    default double agreesFrom() {
        return 1;
    }

    /** Same largest element; of equal ones the first counts. */
    record Accuracy() implements Metric {
        @Override
        public double score(float[] answer, float[] exact) {
            return largest(answer) == largest(exact) ? 1 : 0;
        }

        @Override
        public boolean yesOrNo() {
            return true;
        }

        static int largest(float[] values) {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                if (values[i] > values[best]) {
                    best = i;
                }
            }
            return best;
        }
    }

    /** Size of the intersection over the size of the union of the sets above .5; both empty scores 1. */
    record Jaccard() implements Metric {
        @Override
        public double score(float[] answer, float[] exact) {
            int intersection = 0;
            int union = 0;
            for (int i = 0; i < exact.length; i++) {
                boolean answered = answer[i] > SET_ABOVE;
                boolean wanted = exact[i] > SET_ABOVE;
                intersection += answered && wanted ? 1 : 0;
                union += answered || wanted ? 1 : 0;
            }
            return union == 0 ? 1 : (double) intersection / union;
        }

        @Override
        public boolean yesOrNo() {
            return false;
        }
    }

    /** The sets above .5 are equal. */
    record ExactSet() implements Metric {
        @Override
        public double score(float[] answer, float[] exact) {
            for (int i = 0; i < exact.length; i++) {
                if (answer[i] > SET_ABOVE != exact[i] > SET_ABOVE) {
                    return 0;
                }
            }
            return 1;
        }

        @Override
        public boolean yesOrNo() {
            return true;
        }
    }

    /**
     * Every element is off by at most the tolerance.
     *
     * @param tolerance half-width, in the target's own units, above 0
     */
    record WithinTolerance(double tolerance) implements Metric {
        public WithinTolerance {
            if (!(tolerance > 0 && Double.isFinite(tolerance))) {
                throw new IllegalArgumentException(
                        "metric.tolerance is " + tolerance
                                + "; WithinTolerance needs a number above 0 in the output's own units, for example 0.5 for counts");
            }
        }

        @Override
        public double score(float[] answer, float[] exact) {
            for (int i = 0; i < exact.length; i++) {
                if (Math.abs((double) answer[i] - exact[i]) > tolerance) {
                    return 0;
                }
            }
            return 1;
        }

        @Override
        public boolean yesOrNo() {
            return true;
        }
    }

    /**
     * Intersection over union of boxes (x, y, width, height); a box without area is empty, both empty scores 1.
     *
     * @param agreesFrom the overlap from which an answer agrees, in (0, 1]
     */
    record IntersectionOverUnion(double agreesFrom) implements Metric {
        private static final double USUAL = .5;

        public IntersectionOverUnion {
            if (!(agreesFrom > 0 && agreesFrom <= 1)) {
                throw new IllegalArgumentException("metric.tolerance is " + agreesFrom
                        + "; IOU needs the overlap from which a box agrees, above 0 and at most 1, for example 0.5");
            }
        }

        /** With the overlap that is usual. */
        public IntersectionOverUnion() {
            this(USUAL);
        }

        @Override
        public double score(float[] answer, float[] exact) {
            double answered = area(answer);
            double wanted = area(exact);
            if (answered == 0 && wanted == 0) {
                return 1;
            }
            double shared = overlap(answer, exact, 0) * overlap(answer, exact, 1);
            double union = answered + wanted - shared;
            return union > 0 ? Math.min(1, shared / union) : 0;
        }

        @Override
        public boolean yesOrNo() {
            return false;
        }

        private static double area(float[] box) {
            return Math.max(0d, box[2]) * Math.max(0d, box[3]);
        }

        private static double overlap(float[] a, float[] b, int axis) {
            double from = Math.max((double) a[axis], b[axis]);
            double to = Math.min(end(a, axis), end(b, axis));
            return Math.max(0, to - from);
        }

        private static double end(float[] box, int axis) {
            return (double) box[axis] + Math.max(0d, box[axis + 2]);
        }
    }

    /**
     * What the word error rate leaves: max(0, 1 - edits / words of the exact text), where an edit puts in, leaves out or
     * replaces a word. Answers and exact outputs are rows of word numbers, of any length; an empty exact text is met by
     * an empty answer only.
     *
     * @param tolerance the word error rate up to which an answer agrees, at least 0; 0 asks for the same words
     */
    record WordAccuracy(double tolerance) implements Metric {
        public WordAccuracy {
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new IllegalArgumentException("metric.tolerance is " + tolerance
                        + "; WordAccuracy takes a word error rate from 0 (the same words) to below 1");
            }
        }

        @Override
        public double score(float[] answer, float[] exact) {
            return Math.max(0, 1 - errorRate(answer, exact));
        }

        @Override
        public boolean yesOrNo() {
            return false;
        }

        /** What the tolerance leaves. */
        @Override
        public double agreesFrom() {
            return 1 - tolerance;
        }

        private static double errorRate(float[] answer, float[] exact) {
            int edits = edits(answer, exact);
            return edits == 0 ? 0 : (double) edits / exact.length;
        }

        /** Levenshtein's distance, row by row of its table. */
        private static int edits(float[] answer, float[] exact) {
            int[] row = new int[exact.length + 1];
            Arrays.setAll(row, column -> column);
            for (int i = 1; i <= answer.length; i++) {
                int diagonal = row[0];
                row[0] = i;
                for (int j = 1; j <= exact.length; j++) {
                    int replaced = diagonal + (answer[i - 1] == exact[j - 1] ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
                }
            }
            return row[exact.length];
        }
    }
}
