/**
 * Fits predictors: reads a plan and a profile, trains links, priors and ensembles, writes artefacts and a report. Knows
 * the store and the evaluation; nothing that serves knows it.
 */
package dev.mlink.runtime.training;
