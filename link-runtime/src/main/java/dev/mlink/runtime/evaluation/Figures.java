package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.TrainedPredictors.Link;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                .setProbationSamples(split.probation().size())
                .setLearnedUntil(training.learnedUntil())
                .setCertificationSamples(split.certification().size());
        report.getTargetsBuilderList().forEach(benches::complete);
        for (TrainingReport.Link.Builder link : report.getLinksBuilderList()) {
            benches.complete(link);
            for (TrainingReport.Repeat.Builder repeat : link.getRepeatsBuilderList()) {
                repeat.setPerformance(benches.performance(link.getTarget(), named(link, repeat.getArtifact())));
            }
            if (link.hasFederation()) {
                complete(link, benches);
            }
        }
        return report.build();
    }

    private void complete(TrainingReport.Link.Builder link, Benches benches) throws IOException {
        for (TrainingReport.Origin.Builder candidate :
                link.getFederationBuilder().getCandidatesBuilderList()) {
            candidate.setPerformance(benches.performance(link.getTarget(), named(link, candidate.getArtifact())));
        }
    }

    private Link named(TrainingReport.Link.Builder link, String digest) throws IOException {
        Artifact artifact = artifacts.read(new Digest(digest));
        return new Link(digest, link.getSource(), artifact.description().activation(), PredictorLoader.link(artifact));
    }

    /** Both benches of one training. */
    private record Benches(Training training, Bench choosing, Bench reporting, Estimation estimation) {

        void complete(TrainingReport.Target.Builder target) {
            String model = target.getTarget();
            target.setPrior(estimate(model, prior(reporting, model))).setPriorSelection(mean(prior(choosing, model)));
        }

        void complete(TrainingReport.Link.Builder builder) {
            String target = builder.getTarget();
            builder.setPrior(mean(prior(reporting, target)));
            from(builder, training.predictors().links(target)).ifPresent(link -> {
                double[] scores = reporting.scores(target, reporting.link(link));
                PairedDifference gain = PairedDifference.of(scores, prior(reporting, target));
                builder.setPerformance(estimate(target, scores))
                        .setSelection(mean(choosing.scores(target, choosing.link(link))))
                        .setUnlinkable(!gain.beyondChance());
            });
        }

        dev.mlink.admin.v1alpha1.Estimate performance(String target, Link link) {
            return estimate(target, reporting.scores(target, reporting.link(link)));
        }

        private static double[] prior(Bench bench, String target) {
            return bench.scores(target, bench.prior(target));
        }

        private static Optional<Link> from(TrainingReport.Link.Builder builder, List<Link> links) {
            return links.stream()
                    .filter(candidate -> candidate.source().equals(builder.getSource()))
                    .findFirst();
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
