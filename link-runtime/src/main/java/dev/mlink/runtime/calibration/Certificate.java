package dev.mlink.runtime.calibration;

/**
 * Whether a declared rate of disagreement is kept. With probability .95 over the samples, answers at or above the
 * threshold of a certified model disagree with the exact output no more often than declared, as long as samples to come
 * are like those that certified.
 */
public sealed interface Certificate {

    /**
     * @param threshold the confidence from which on answers are accepted, in [0, 1]
     * @param accepted what it accepted on the certification samples
     * @param bound one-sided 95 % bound of their disagreement, at most the declared rate
     */
    record Certified(double threshold, Evidence.Accepted accepted, double bound) implements Certificate {}

    /**
     * @param reason a sentence: what failed and what would help
     * @param samples that were there to certify with
     */
    record Uncertified(String reason, int samples) implements Certificate {}
}
