package dev.mlink.runtime.evaluation;

/**
 * A mean score with its 95 % interval.
 *
 * @param value mean score in [0,1]
 * @param lower lower bound in [0,1]
 * @param upper upper bound in [0,1]
 * @param samples how many scores it is the mean of
 */
public record Estimate(double value, double lower, double upper, int samples) {}
