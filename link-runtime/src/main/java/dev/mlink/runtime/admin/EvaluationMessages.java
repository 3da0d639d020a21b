package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.runtime.evaluation.PredictorChoice;
import dev.mlink.runtime.evaluation.SetEvaluation;
import dev.mlink.runtime.evaluation.TargetEvaluation;
import java.util.List;

/** Evaluations as the operator reads them. */
final class EvaluationMessages {

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

    private static EvaluateResponse.Target of(TargetEvaluation target) {
        return EvaluateResponse.Target.newBuilder()
                .setTarget(target.target())
                .setPredictor(Predictor.newBuilder()
                        .setKind(kind(target.predictor().kind()))
                        .addAllSources(target.predictor().sources())
                        .setArtifact(target.predictor().artifact())
                        .setPerformance(target.performance().value()))
                .setSelection(target.selection())
                .setPerformance(Estimate.newBuilder()
                        .setValue(target.performance().value())
                        .setLower(target.performance().lower())
                        .setUpper(target.performance().upper())
                        .setSamples(target.performance().samples()))
                .setPrior(target.prior())
                .build();
    }

    private static PredictorKind kind(PredictorChoice.Kind kind) {
        return switch (kind) {
            case PRIOR -> PredictorKind.PRIOR;
            case LINK -> PredictorKind.LINK;
            case ENSEMBLE -> PredictorKind.ENSEMBLE;
        };
    }
}
