package dev.mlink.runtime.routing;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The confidence that a prediction must reach to be given out.
 *
 * @param threshold in [0, 1]; infinite where no prediction is good enough
 * @param origin who asks for it, or why none is good enough
 * @param advice what a client can do
 */
record Requirement(double threshold, String origin, String advice) {

    /** From a threshold on. */
    static Requirement from(double threshold, String origin) {
        return new Requirement(threshold, origin, "be content with less, or let the model escalate in its ModelGroup");
    }

    /** No prediction is good enough. */
    static Requirement never(String why, String advice) {
        return new Requirement(Double.POSITIVE_INFINITY, why, advice);
    }

    /** Whether no prediction is good enough, so that none has to be made. */
    boolean refusesAll() {
        return threshold == Double.POSITIVE_INFINITY;
    }

    /** The stricter of two. */
    Requirement or(Requirement other) {
        return other.threshold > threshold ? other : this;
    }

    /** The rows that do not reach it; one whose confidence is not known reaches nothing above 0. */
    List<Integer> missedBy(Confidences confidences) {
        return IntStream.range(0, confidences.rows())
                .filter(row -> confidences.of(row) < threshold)
                .boxed()
                .toList();
    }

    /** Why a model is not answered when no prediction is good enough. */
    String refusal(String model) {
        return "model '" + model + "' is not loaded, and " + origin + "; " + advice;
    }

    /** Why a model is not answered with these confidences. */
    String refusal(String model, Confidences confidences) {
        String which = confidences.rows() > 1 ? " of row " + confidences.leastRow() : "";
        String is = confidences.known() ? "has confidence " + digits(confidences.least()) : "has no known confidence";
        return "model '" + model + "' is not loaded, and its prediction" + which + " " + is + ", below "
                + digits(threshold) + " of " + origin + "; " + advice;
    }

    private static String digits(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }
}
