package dev.mlink.runtime.evaluation;

/**
 * How one predicted model does now, against how it was certified.
 *
 * @param certified performance on the samples that certified its predictor
 * @param audited performance of the same predictor on newer audit samples
 * @param pValue probability of a loss at least as large, had nothing changed
 * @param drifted whether that is too little for chance, given how many targets were tested
 */
public record TargetDrift(String target, Estimate certified, Estimate audited, double pValue, boolean drifted) {}
