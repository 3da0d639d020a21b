package dev.mlink.runtime.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what a training certified with how its predictors do on audit samples that it never saw. */
final class DriftAssessment {
    /** With fewer, even predictors that are always wrong now could hardly be told from chance among many targets. */
    private static final int FEWEST_SAMPLES = 20;

    private final Training training;
    private final Ladder ladder;

    DriftAssessment(Training training, Ladder ladder) {
        this.training = training;
        this.ladder = ladder;
    }

    /**
     * Tests the predictors that serve.
     *
     * @param active the loaded models
     * @param profile exact outputs of a later profile
     */
    Drift of(Set<String> active, Observations profile) {
        long since = training.seenUntil();
        Split unseen = Split.unseen(profile.firstAfter(since), profile.audit());
        Observations audited = profile.part(unseen.held());
        if (audited.size() < FEWEST_SAMPLES) {
            return new Drift(since, audited.size(), DriftTest.ERROR_RATE, List.of());
        }
        return new Drift(
                since,
                audited.size(),
                DriftTest.ERROR_RATE,
                new DriftTest().test(scores(active, training.bench(audited, profile))));
    }

    /** The predictors are chosen as for serving, on the selection part of their own training. */
    private Map<String, DriftTest.Scores> scores(Set<String> active, Bench audited) {
        Bench choosing = training.bench(training.profile().part(training.split().selection()));
        Bench certifying =
                training.bench(training.profile().part(training.split().certification()));
        Map<String, double[]> before =
                training.assessment(choosing, certifying, ladder).reported(active);
        Map<String, double[]> now =
                training.assessment(choosing, audited, ladder).reported(active);
        Map<String, DriftTest.Scores> scores = new HashMap<>();
        before.forEach((target, certified) -> scores.put(
                target, new DriftTest.Scores(training.models().get(target).metric(), certified, now.get(target))));
        return scores;
    }
}
