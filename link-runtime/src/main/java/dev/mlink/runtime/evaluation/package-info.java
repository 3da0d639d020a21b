/**
 * How well predictors do: metrics, splits, intervals, priors, and the choice of the predictor of a target for an
 * activation set. Knows the store and the predictors; knows no protocol and no trainer.
 */
package dev.mlink.runtime.evaluation;
