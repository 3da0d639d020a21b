package dev.mlink.benchmark.groups;

import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.TrainingReport;
import java.util.List;

/**
 * What the simulated trainings found: every model is predicted a little better from each further source.
 *
 * @param models names of a group's models
 */
record InventedFigures(List<String> models) {

    private static final double PRIOR = .5;
    private static final double GAIN = .04;
    private static final double HALF_WIDTH = .02;
    private static final int SAMPLES = 41;
    private static final String ARTIFACT = "sha256:" + "0".repeat(64);

    TrainingReport training(String name) {
        TrainingReport.Builder report = TrainingReport.newBuilder()
                .setFormat(1)
                .setTraining(name)
                .setTrainedAt("2026-01-01T00:00:00Z")
                .setTrainingSamples(59)
                .setSelectionSamples(18)
                .setCertificationSamples(SAMPLES);
        for (String target : models) {
            report.addTargetsBuilder()
                    .setTarget(target)
                    .setPriorArtifact(ARTIFACT)
                    .setPrior(estimate(PRIOR))
                    .setPriorSelection(PRIOR);
            models.stream().filter(source -> !source.equals(target)).forEach(source -> report.addLinksBuilder()
                    .setSource(source)
                    .setTarget(target)
                    .setArtifact(ARTIFACT)
                    .setBytes(1000)
                    .setPerformance(estimate(PRIOR + GAIN))
                    .setSelection(PRIOR + GAIN)
                    .setPrior(PRIOR));
        }
        return report.build();
    }

    EvaluateResponse.Set evaluated(List<String> set) {
        double performance = PRIOR + GAIN * set.size();
        EvaluateResponse.Set.Builder targets = EvaluateResponse.Set.newBuilder();
        models.stream().filter(model -> !set.contains(model)).forEach(model -> targets.addTargetsBuilder()
                .setTarget(model)
                .setPredictor(Predictor.newBuilder()
                        .setKind(set.isEmpty() ? PredictorKind.PRIOR : PredictorKind.RIDGE)
                        .addAllSources(set)
                        .setArtifact(ARTIFACT)
                        .setPerformance(performance))
                .setSelection(performance)
                .setPerformance(estimate(performance))
                .setPrior(PRIOR));
        return targets.build();
    }

    private static Estimate estimate(double value) {
        return Estimate.newBuilder()
                .setValue(value)
                .setLower(value - HALF_WIDTH)
                .setUpper(value + HALF_WIDTH)
                .setSamples(SAMPLES)
                .build();
    }
}
