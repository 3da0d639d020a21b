package dev.mlink.runtime.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * The predictor of a target.
 *
 * @param kind what answers; the simpler comes first
 * @param sources the models that must be executed, in the artefact's order; empty for the prior; for the last exact value
 *     those of what answers otherwise
 * @param artifact digest of what answers: {@code sha256:<hex>}
 * @param otherwise what answers where there is no last exact value; empty for the other kinds
 */
public record PredictorChoice(Kind kind, List<String> sources, String artifact, Optional<PredictorChoice> otherwise) {
    /** Kinds of predictors, from simple to rich. */
    public enum Kind {
        PRIOR,
        LAST,
        RIDGE,
        LINK,
        ENSEMBLE,
        JOINT
    }

    public PredictorChoice {
        sources = List.copyOf(sources);
    }

    /** One that answers for every sample. */
    public PredictorChoice(Kind kind, List<String> sources, String artifact) {
        this(kind, sources, artifact, Optional.empty());
    }

    /** The last exact value, and another predictor where there is none. */
    static PredictorChoice last(String artifact, PredictorChoice otherwise) {
        return new PredictorChoice(Kind.LAST, otherwise.sources(), artifact, Optional.of(otherwise));
    }

    /** What answers where there is no last exact value. */
    public PredictorChoice withoutLast() {
        return otherwise.orElse(this);
    }
}
