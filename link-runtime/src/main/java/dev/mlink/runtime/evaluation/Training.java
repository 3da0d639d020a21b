package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
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

    Bench bench(Observations samples) {
        return new Bench(predictors, models, samples);
    }

    /** Chooses predictors on some samples, reports them on others. */
    Assessment assessment(Observations choosing, Observations reporting, Ladder ladder) {
        return new Assessment(predictors, models, bench(choosing), bench(reporting), ladder);
    }

    /** Calibrates on the samples that chose predictors, certifies on others. */
    ConfidenceAssessment confidenceAssessment(Observations choosing, Observations certifying) {
        return new ConfidenceAssessment(predictors, models, bench(choosing), bench(certifying));
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
