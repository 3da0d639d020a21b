package dev.mlink.runtime.calibration;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** The one-sided 95 % Clopper-Pearson bound of a rate of disagreement. */
final class DisagreementBound {
    /** Probability with which the true rate may lie above the bound. */
    static final double RISK = .05;

    /** Of a two-sided interval, half the error rate lies above it. */
    private static final double TWO_SIDED = 2 * RISK;

    private DisagreementBound() {}

    /** @return in (0, 1]; 1 where nothing was answered */
    static double of(int answers, int disagreed) {
        return answers == 0
                ? 1
                : BinomialConfidenceInterval.CLOPPER_PEARSON
                        .fromErrorRate(answers, disagreed, TWO_SIDED)
                        .getUpperBound();
    }

    /** The fewest answers that keep the bound at or below a rate, if all of them agree: 59 for .05. */
    static int fewestAnswers(double rate) {
        return (int) Math.ceil(Math.log(RISK) / Math.log1p(-rate));
    }
}
