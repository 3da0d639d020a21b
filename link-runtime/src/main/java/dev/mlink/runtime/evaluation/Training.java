package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import java.time.Duration;
import java.util.Map;

/**
 * One finished training with what it learned from.
 *
 * @param report what the Job wrote
 * @param models every model of its plan with the declared output, by name, in the plan's order
 * @param predictors priors, links and ensembles
 * @param profile the samples it was given, those that fitted included
 */
record Training(
        TrainingReport report, Map<String, ModelOutput> models, TrainedPredictors predictors, Observations profile) {

    /** The cut that this training followed. */
    Split split() {
        return report.getPrevious().isEmpty() ? Split.of(profile.audit()) : Split.succeeding(profile.audit());
    }

    /** @param samples of this profile */
    Bench bench(Observations samples) {
        return bench(samples, profile);
    }

    /** @param history all samples of the profile that these are from */
    Bench bench(Observations samples, Observations history) {
        Recall recall = new Recall(Duration.ofMillis(report.getProfilingInterval()));
        return new Bench(predictors, models, samples, recall.of(samples, history));
    }

    /** Chooses predictors on some samples, reports them on others. */
    Assessment assessment(Bench choosing, Bench reporting, Ladder ladder) {
        return new Assessment(predictors, models, choosing, reporting, ladder);
    }

    /** Calibrates on the samples that chose predictors, certifies on others. */
    ConfidenceAssessment confidenceAssessment(Bench choosing, Bench certifying) {
        return new ConfidenceAssessment(predictors, models, choosing, certifying);
    }

    /** When the newest sample arrived that fitted or chose anything in this training. */
    long learnedUntil() {
        return profile.times()[split().learnedUntil()];
    }

    /** When the newest sample arrived that this training saw in any way. */
    long seenUntil() {
        return profile.times()[profile.size() - 1];
    }
}
