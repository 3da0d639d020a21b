package dev.mlink.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Calibration;
import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Certificate.Uncertified;
import dev.mlink.runtime.calibration.Confidence;
import dev.mlink.runtime.calibration.Evidence.Accepted;
import dev.mlink.runtime.evaluation.Estimate;
import dev.mlink.runtime.evaluation.Lead;
import dev.mlink.runtime.evaluation.PredictorChoice;
import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import dev.mlink.runtime.evaluation.Rung;
import dev.mlink.runtime.evaluation.SetEvaluation;
import dev.mlink.runtime.evaluation.TargetConfidence;
import dev.mlink.runtime.evaluation.TargetEvaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationMessagesTest {
    private static final dev.mlink.runtime.calibration.Calibration CALIBRATION =
            new dev.mlink.runtime.calibration.Calibration(Certainty.WHOLE_SET, .5, -1);

    private final EvaluationMessages messages = new EvaluationMessages();

    @Test
    void leadsStandBesideTheSetsThatTheyAreOver() {
        SetEvaluation set = new SetEvaluation(Set.of("source"), List.of(target("x")));
        EvaluateResponse answer = messages.of(List.of(set, set));
        assertThat(answer.getSets(1).hasLead()).isFalse();

        EvaluateResponse response = messages.with(List.of(new Lead(0, 0, 75), new Lead(.03, .01, 75)), answer);

        assertThat(response.getSets(1).getLead())
                .isEqualTo(EvaluateResponse.Lead.newBuilder()
                        .setGain(.03)
                        .setMargin(.01)
                        .setSamples(75)
                        .build());
        assertThat(response.getSets(1).getTargetsList())
                .isEqualTo(answer.getSets(1).getTargetsList());
    }

    @Test
    void confidencesStandBesideTheTargetTheyAreOf() {
        SetEvaluation set = new SetEvaluation(Set.of("source"), List.of(target("x"), target("y")));
        EvaluateResponse response = messages.of(
                List.of(set),
                List.of(Map.of(
                        "x", confidence(new Certified(.75, new Accepted(150, 3, 200, 148), .0497)),
                        "y", confidence(new Uncertified("too few", 40)))));
        EvaluateResponse.Target x = response.getSets(0).getTargets(0);
        assertThat(x.getPredictor().getCalibration())
                .isEqualTo(Calibration.newBuilder()
                        .setCertainty(dev.mlink.admin.v1alpha1.Certainty.WHOLE_SET)
                        .setSlope(.5)
                        .setIntercept(-1)
                        .build());
        assertThat(x.getCertificate())
                .isEqualTo(Certificate.newBuilder()
                        .setCertified(true)
                        .setThreshold(.75)
                        .setDisagreement(.02)
                        .setBound(.0497)
                        .setSamples(200)
                        .setAccepted(.75)
                        .setGivenOut(.74)
                        .build());
        assertThat(response.getSets(0).getTargets(1).getCertificate())
                .isEqualTo(Certificate.newBuilder()
                        .setReason("too few")
                        .setSamples(40)
                        .build());
    }

    @Test
    void withoutAQuestionThereIsNoAnswer() {
        EvaluateResponse response = messages.of(List.of(new SetEvaluation(Set.of(), List.of(target("x")))));
        assertThat(response.getSets(0).getTargets(0).hasCertificate()).isFalse();
        assertThat(response.getSets(0).getTargets(0).getPredictor().hasCalibration())
                .isFalse();
    }

    @Test
    void whatServesBesideTheLastExactValueStaysThePredictor() {
        PredictorChoice prior = new PredictorChoice(Kind.PRIOR, List.of(), "sha256:0");
        Rung constant = new Rung(prior, .5, new Estimate(.5, .4, .6, 100));
        Rung last = new Rung(
                new PredictorChoice(Kind.LAST, List.of(), "sha256:1", Optional.of(prior)),
                .9,
                new Estimate(.8, .7, .9, 100));
        SetEvaluation set = new SetEvaluation(
                Set.of(), List.of(new TargetEvaluation("x", List.of(constant, last), last, .5, false)));
        Confidence fresh = new Confidence(
                new dev.mlink.runtime.calibration.Calibration(Certainty.FRESHNESS, 1, 3),
                Optional.of(new Uncertified("too few", 40)));
        EvaluateResponse.Target target = messages.of(
                        List.of(set),
                        List.of(Map.of(
                                "x",
                                new TargetConfidence(
                                        new Confidence(CALIBRATION, Optional.empty()), Optional.of(fresh)))))
                .getSets(0)
                .getTargets(0);
        assertThat(target.getPredictor().getKind()).isEqualTo(PredictorKind.PRIOR);
        assertThat(target.getPredictor().getPerformance()).isEqualTo(.5);
        assertThat(target.getPerformance().getValue()).isEqualTo(.8);
        assertThat(target.getRungs(1).getPredictor().getKind()).isEqualTo(PredictorKind.LAST);
        assertThat(target.getLast())
                .isEqualTo(LastValues.newBuilder()
                        .setArtifact("sha256:1")
                        .setPerformance(.8)
                        .setCalibration(Calibration.newBuilder()
                                .setCertainty(dev.mlink.admin.v1alpha1.Certainty.FRESHNESS)
                                .setSlope(1)
                                .setIntercept(3))
                        .setCertificate(
                                Certificate.newBuilder().setReason("too few").setSamples(40))
                        .build());
        assertThat(target.hasCertificate()).isFalse();
    }

    private static TargetConfidence confidence(dev.mlink.runtime.calibration.Certificate certificate) {
        return new TargetConfidence(new Confidence(CALIBRATION, Optional.of(certificate)), Optional.empty());
    }

    private static TargetEvaluation target(String name) {
        Rung rung = new Rung(new PredictorChoice(Kind.PRIOR, List.of(), "sha256:0"), .5, new Estimate(.5, .4, .6, 100));
        return new TargetEvaluation(name, List.of(rung), rung, .5, false);
    }
}
