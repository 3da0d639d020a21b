package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.TrainedPredictors.Link;
import dev.mlink.runtime.store.ArtifactStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Completes the report of a training with how well its predictors do, as they are read back from the store. */
public final class Figures {
    private final ArtifactStore artifacts;
    private final Map<String, ModelOutput> models;
    private final Observations profile;

    /**
     * @param models every model of the training, by name
     * @param profile the samples it was given, those that fitted included
     */
    public Figures(ArtifactStore artifacts, Map<String, ModelOutput> models, Observations profile) {
        this.artifacts = artifacts;
        this.models = models;
        this.profile = profile;
    }

    /** @param outline a report that names artefacts */
    public TrainingReport complete(TrainingReport outline) throws IOException {
        Training training = new Training(outline, models, TrainedPredictors.load(artifacts, outline), profile);
        Split split = training.split();
        Benches benches = new Benches(
                training,
                training.bench(profile.part(split.selection())),
                training.bench(profile.part(split.certification())),
                new Estimation(split.certification().size()));
        TrainingReport.Builder report = outline.toBuilder()
                .setTrainingSamples(split.training().size())
                .setSelectionSamples(split.selection().size())
                .setCertificationSamples(split.certification().size());
        report.getTargetsBuilderList().forEach(benches::complete);
        report.getLinksBuilderList().stream()
                .filter(link -> !link.getArtifact().isEmpty())
                .forEach(benches::complete);
        return report.build();
    }

    /** Both benches of one training. */
    private record Benches(Training training, Bench choosing, Bench reporting, Estimation estimation) {

        void complete(TrainingReport.Target.Builder target) {
            String model = target.getTarget();
            target.setPrior(estimate(model, reporting.prior(model))).setPriorSelection(mean(choosing.prior(model)));
        }

        void complete(TrainingReport.Link.Builder builder) {
            String target = builder.getTarget();
            Link link = training.predictors().links(target).stream()
                    .filter(candidate -> candidate.source().equals(builder.getSource()))
                    .findFirst()
                    .orElseThrow();
            builder.setPerformance(estimate(target, reporting.link(target, link)))
                    .setPrior(mean(reporting.prior(target)))
                    .setSelection(mean(choosing.link(target, link)));
        }

        private dev.mlink.admin.v1alpha1.Estimate estimate(String target, double[] scores) {
            Estimate estimate =
                    estimation.estimate(training.models().get(target).metric(), scores);
            return dev.mlink.admin.v1alpha1.Estimate.newBuilder()
                    .setValue(estimate.value())
                    .setLower(estimate.lower())
                    .setUpper(estimate.upper())
                    .setSamples(estimate.samples())
                    .build();
        }

        private static double mean(double[] scores) {
            return Arrays.stream(scores).average().orElse(0);
        }
    }
}
