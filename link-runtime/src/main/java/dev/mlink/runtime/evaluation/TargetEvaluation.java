package dev.mlink.runtime.evaluation;

import java.util.List;

/**
 * How one model would be answered while it is not loaded.
 *
 * @param target the model
 * @param rungs every predictor that could answer, from simple to rich
 * @param served the one of them that would
 * @param prior mean score of the best constant on the certification part
 * @param unlinkable models that are loaded could answer for it, and none of them does so better than its best constant, by
 *     more than one standard error of their difference on the selection part
 */
public record TargetEvaluation(String target, List<Rung> rungs, Rung served, double prior, boolean unlinkable) {
    public TargetEvaluation {
        rungs = List.copyOf(rungs);
    }

    /** What would answer for it. */
    public PredictorChoice predictor() {
        return served.predictor();
    }

    /** What answers for every sample: the one that would serve, or what it leaves the rest to. */
    public Rung answeringAlways() {
        PredictorChoice always = predictor().withoutLast();
        return rungs.stream()
                .filter(rung -> rung.predictor().equals(always))
                .findFirst()
                .orElse(served);
    }

    /** Mean score on the selection part: what a choice may look at. */
    public double selection() {
        return served.selection();
    }

    /** Mean score with its 95 % interval on the certification part: what is reported. */
    public Estimate performance() {
        return served.performance();
    }
}
