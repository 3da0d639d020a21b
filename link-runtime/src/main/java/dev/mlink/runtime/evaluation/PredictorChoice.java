package dev.mlink.runtime.evaluation;

import java.util.List;

/**
 * The predictor of a target.
 *
 * @param kind what answers; the simpler comes first
 * @param sources the models that must be executed, in the artefact's order; empty for the prior
 * @param artifact digest of what answers: {@code sha256:<hex>}
 */
public record PredictorChoice(Kind kind, List<String> sources, String artifact) {
    /** Kinds of predictors, from simple to rich. */
    public enum Kind {
        PRIOR,
        RIDGE,
        LINK,
        ENSEMBLE,
        JOINT
    }

    public PredictorChoice {
        sources = List.copyOf(sources);
    }
}
