package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Certification;
import dev.mlink.runtime.calibration.Confidence;
import dev.mlink.runtime.calibration.ConfidenceFit;
import dev.mlink.runtime.calibration.Evidence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Calibrates and certifies the predictors that would serve. */
final class ConfidenceAssessment {
    private final TrainedPredictors trained;
    private final Map<String, ModelOutput> models;
    private final Bench choosing;
    private final Bench certifying;

    /**
     * @param choosing samples that chose the predictors
     * @param certifying samples that chose nothing
     */
    ConfidenceAssessment(TrainedPredictors trained, Map<String, ModelOutput> models, Bench choosing, Bench certifying) {
        this.trained = trained;
        this.models = models;
        this.choosing = choosing;
        this.certifying = certifying;
    }

    /**
     * By target, how far its predictor is to be trusted.
     *
     * @param maxDisagreement by model, the rate that is declared; others are calibrated only
     * @throws IllegalArgumentException for a rate that is none
     */
    Map<String, Confidence> assess(SetEvaluation set, Map<String, Double> maxDisagreement) {
        Map<String, Confidence> assessed = new LinkedHashMap<>();
        set.targets()
                .forEach(target -> assessed.put(
                        target.target(), assess(target, Optional.ofNullable(maxDisagreement.get(target.target())))));
        return assessed;
    }

    /**
     * By target with a declared rate, the mean score on the samples that choose where an answer that would not be given out
     * scores nothing. Samples that certify have no part in it, so that an activation set may be chosen by it.
     *
     * @param maxDisagreement by model, the rate that is declared
     * @throws IllegalArgumentException for a rate that is none
     */
    Map<String, Double> foreseen(SetEvaluation set, Map<String, Double> maxDisagreement) {
        Map<String, Double> foreseen = new LinkedHashMap<>();
        for (TargetEvaluation target : set.targets()) {
            if (maxDisagreement.containsKey(target.target())) {
                Certification declared = new Certification(maxDisagreement.get(target.target()));
                Answers chosen = answers(choosing, target);
                foreseen.put(
                        target.target(),
                        new ConfidenceFit()
                                .foreseen(
                                        chosen.certainty(),
                                        evidence(choosing, target, chosen),
                                        certifying.size(),
                                        declared));
            }
        }
        return foreseen;
    }

    private Confidence assess(TargetEvaluation target, Optional<Double> maxDisagreement) {
        Answers chosen = answers(choosing, target);
        return new ConfidenceFit()
                .fit(
                        chosen.certainty(),
                        evidence(choosing, target, chosen),
                        evidence(certifying, target),
                        maxDisagreement.map(Certification::new));
    }

    /** What a target's predictor answers to the samples of a bench, held against the exact outputs. */
    Evidence evidence(Bench bench, TargetEvaluation target) {
        return evidence(bench, target, answers(bench, target));
    }

    private Answers answers(Bench bench, TargetEvaluation target) {
        return trained.answers(bench, target.target(), target.predictor());
    }

    private Evidence evidence(Bench bench, TargetEvaluation target, Answers answers) {
        double enough = models.get(target.target()).metric().agreesFrom();
        double[] scores = bench.scores(target.target(), answers);
        boolean[] agreed = new boolean[scores.length];
        for (int sample = 0; sample < agreed.length; sample++) {
            agreed[sample] = scores[sample] >= enough;
        }
        return new Evidence(certainties(bench, target, answers), agreed, scores);
    }

    private double[] certainties(Bench bench, TargetEvaluation target, Answers answers) {
        boolean stated = answers.certainty().stated();
        float[] values = stated ? trained.stated(bench, target.target(), target.predictor()) : answers.values();
        int width = stated ? 1 : answers.width();
        double[] certainties = new double[bench.size()];
        Arrays.setAll(certainties, sample -> answers.certainty().of(values, sample * width, width));
        return certainties;
    }
}
