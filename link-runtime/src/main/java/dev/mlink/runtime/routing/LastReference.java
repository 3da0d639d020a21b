package dev.mlink.runtime.routing;

/**
 * The last exact values of a model that answer before its predictor.
 *
 * @param by where they are, and how far they are to be trusted; its sources are none
 * @param rule which of them are given out
 */
public record LastReference(PredictorReference by, ConfidenceRule rule) {}
