package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.runtime.evaluation.Lead;
import dev.mlink.runtime.evaluation.PredictorChoice;
import dev.mlink.runtime.evaluation.Rung;
import dev.mlink.runtime.evaluation.SetEvaluation;
import dev.mlink.runtime.evaluation.TargetConfidence;
import dev.mlink.runtime.evaluation.TargetEvaluation;
import java.util.List;
import java.util.Map;

/** Evaluations as the operator reads them. */
final class EvaluationMessages {
    private final ConfidenceMessages confidence = new ConfidenceMessages();

    EvaluateResponse of(List<SetEvaluation> sets) {
        return EvaluateResponse.newBuilder()
                .addAllSets(sets.stream()
                        .map(set -> EvaluateResponse.Set.newBuilder()
                                .addAllTargets(set.targets().stream()
                                        .map(EvaluationMessages::of)
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    /** With how far each predictor is to be trusted, for each set by target. */
    EvaluateResponse of(List<SetEvaluation> sets, List<Map<String, TargetConfidence>> confidences) {
        EvaluateResponse.Builder response = of(sets).toBuilder();
        for (int set = 0; set < confidences.size(); set++) {
            Map<String, TargetConfidence> ofSet = confidences.get(set);
            response.getSetsBuilder(set)
                    .getTargetsBuilderList()
                    .forEach(target -> confidence.add(target, ofSet.get(target.getTarget())));
        }
        return response.build();
    }

    /** With what is given out of each target that has a declared rate, for each set. */
    EvaluateResponse withGivenOut(EvaluateResponse evaluated, List<Map<String, Double>> givenOut) {
        EvaluateResponse.Builder response = evaluated.toBuilder();
        for (int set = 0; set < givenOut.size(); set++) {
            Map<String, Double> ofSet = givenOut.get(set);
            response.getSetsBuilder(set).getTargetsBuilderList().stream()
                    .filter(target -> ofSet.containsKey(target.getTarget()))
                    .forEach(target -> target.setGivenOut(ofSet.get(target.getTarget())));
        }
        return response.build();
    }

    /** The answer with the lead of the first set over each. */
    EvaluateResponse with(List<Lead> leads, EvaluateResponse answer) {
        EvaluateResponse.Builder response = answer.toBuilder();
        for (int set = 0; set < leads.size(); set++) {
            Lead lead = leads.get(set);
            response.getSetsBuilder(set)
                    .setLead(EvaluateResponse.Lead.newBuilder()
                            .setGain(lead.gain())
                            .setMargin(lead.margin())
                            .setSamples(lead.samples()));
        }
        return response.build();
    }

    private static EvaluateResponse.Target of(TargetEvaluation target) {
        EvaluateResponse.Target.Builder message = EvaluateResponse.Target.newBuilder();
        if (target.predictor().kind() == PredictorChoice.Kind.LAST) {
            message.setLast(LastValues.newBuilder()
                    .setArtifact(target.predictor().artifact())
                    .setPerformance(target.performance().value()));
        }
        return message.setTarget(target.target())
                .setPredictor(predictor(target.answeringAlways()))
                .setSelection(target.selection())
                .setPerformance(estimate(target.performance()))
                .setPrior(target.prior())
                .setUnlinkable(target.unlinkable())
                .addAllRungs(target.rungs().stream()
                        .map(rung -> EvaluateResponse.Rung.newBuilder()
                                .setPredictor(predictor(rung))
                                .setSelection(rung.selection())
                                .setPerformance(estimate(rung.performance()))
                                .build())
                        .toList())
                .build();
    }

    private static Predictor predictor(Rung rung) {
        return Predictor.newBuilder()
                .setKind(kind(rung.predictor().kind()))
                .addAllSources(rung.predictor().sources())
                .setArtifact(rung.predictor().artifact())
                .setPerformance(rung.performance().value())
                .build();
    }

    static Estimate estimate(dev.mlink.runtime.evaluation.Estimate estimate) {
        return Estimate.newBuilder()
                .setValue(estimate.value())
                .setLower(estimate.lower())
                .setUpper(estimate.upper())
                .setSamples(estimate.samples())
                .build();
    }

    private static PredictorKind kind(PredictorChoice.Kind kind) {
        return switch (kind) {
            case PRIOR -> PredictorKind.PRIOR;
            case LAST -> PredictorKind.LAST;
            case RIDGE -> PredictorKind.RIDGE;
            case LINK -> PredictorKind.LINK;
            case ENSEMBLE -> PredictorKind.ENSEMBLE;
            case JOINT -> PredictorKind.JOINT;
        };
    }
}
