package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Certainty;
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
    Map<String, TargetConfidence> assess(SetEvaluation set, Map<String, Double> maxDisagreement) {
        Map<String, TargetConfidence> assessed = new LinkedHashMap<>();
        set.targets()
                .forEach(target -> assessed.put(
                        target.target(),
                        assess(
                                target.target(),
                                target.predictor(),
                                Optional.ofNullable(maxDisagreement.get(target.target()))
                                        .map(Certification::new))));
        return assessed;
    }

    /**
     * By target with a declared rate, the mean score on the samples that choose where an answer that would not be given out
     * scores nothing. Samples that certify have no part in it, so that an activation set may be chosen by it. Last exact
     * values do not count: what is given out of the other predictor is certain.
     *
     * @param maxDisagreement by model, the rate that is declared
     * @throws IllegalArgumentException for a rate that is none
     */
    Map<String, Double> foreseen(SetEvaluation set, Map<String, Double> maxDisagreement) {
        Map<String, Double> foreseen = new LinkedHashMap<>();
        for (TargetEvaluation target : set.targets()) {
            if (maxDisagreement.containsKey(target.target())) {
                Certification declared = new Certification(maxDisagreement.get(target.target()));
                PredictorChoice predictor = target.predictor().withoutLast();
                Answers chosen = trained.answers(choosing, target.target(), predictor);
                foreseen.put(
                        target.target(),
                        new ConfidenceFit()
                                .foreseen(
                                        chosen.certainty(),
                                        evidence(choosing, target.target(), predictor, chosen),
                                        certifying.size(),
                                        declared));
            }
        }
        return foreseen;
    }

    private TargetConfidence assess(String target, PredictorChoice choice, Optional<Certification> certification) {
        PredictorChoice predictor = choice.withoutLast();
        Answers chosen = trained.answers(choosing, target, predictor);
        Confidence always = new ConfidenceFit()
                .fit(
                        chosen.certainty(),
                        evidence(choosing, target, predictor, chosen),
                        evidence(certifying, target, predictor),
                        certification);
        return new TargetConfidence(always, choice.otherwise().map(any -> new ConfidenceFit()
                .fit(Certainty.FRESHNESS, recalled(choosing, target), recalled(certifying, target), certification)));
    }

    /** What a predictor answers to the samples of a bench, held against the exact outputs. */
    Evidence evidence(Bench bench, String target, PredictorChoice predictor) {
        return evidence(bench, target, predictor, trained.answers(bench, target, predictor));
    }

    private Evidence evidence(Bench bench, String target, PredictorChoice predictor, Answers answers) {
        double[] scores = bench.scores(target, answers);
        return new Evidence(certainties(bench, target, predictor, answers), agreed(target, scores), scores);
    }

    /** The last exact values that are known of the samples of a bench, held against the exact outputs. */
    private Evidence recalled(Bench bench, String target) {
        Recollection recollection = bench.recollection();
        double[] all = bench.recalling(target, new double[bench.size()]);
        int[] known = recollection.known();
        double[] scores =
                Arrays.stream(known).mapToDouble(sample -> all[sample]).toArray();
        double[] certainties = Arrays.stream(known)
                .mapToDouble(sample -> Certainty.ofAge(recollection.ages()[sample]))
                .toArray();
        return new Evidence(certainties, agreed(target, scores), scores);
    }

    private boolean[] agreed(String target, double[] scores) {
        double enough = models.get(target).metric().agreesFrom();
        boolean[] agreed = new boolean[scores.length];
        for (int sample = 0; sample < agreed.length; sample++) {
            agreed[sample] = scores[sample] >= enough;
        }
        return agreed;
    }

    private double[] certainties(Bench bench, String target, PredictorChoice predictor, Answers answers) {
        boolean stated = answers.certainty().stated();
        float[] values = stated ? trained.stated(bench, target, predictor) : answers.values();
        int width = stated ? 1 : answers.width();
        double[] certainties = new double[bench.size()];
        Arrays.setAll(certainties, sample -> answers.certainty().of(values, sample * width, width));
        return certainties;
    }
}
