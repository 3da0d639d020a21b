package dev.mlink.runtime.evaluation;

/**
 * How one model would be answered while it is not loaded.
 *
 * @param target the model
 * @param predictor what would answer for it
 * @param selection mean score on the selection part: what a choice may look at
 * @param performance mean score with its 95 % interval on the certification part: what is reported
 * @param prior mean score of the best constant on the certification part
 */
public record TargetEvaluation(
        String target, PredictorChoice predictor, double selection, Estimate performance, double prior) {}
