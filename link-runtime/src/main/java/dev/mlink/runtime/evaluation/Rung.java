package dev.mlink.runtime.evaluation;

/**
 * One predictor that could answer for a target of an activation set.
 *
 * @param predictor what would answer
 * @param selection mean score on the selection part: what a choice may look at
 * @param performance mean score with its 95 % interval on the certification part: what is reported
 */
public record Rung(PredictorChoice predictor, double selection, Estimate performance) {}
