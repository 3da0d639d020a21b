package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.prediction.VectorLink;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The predictors that a training left in the store, verified and compiled, by target. */
public final class TrainedPredictors {
    private final Map<String, Prior> priors = new HashMap<>();
    private final Map<String, List<Link>> links = new HashMap<>();
    private final Map<String, Ensemble> ensembles = new HashMap<>();

    /** @param constant the best constant, in the target's own units */
    record Prior(String digest, float[] constant) {}

    /** @param network up to the last activation */
    record Link(String digest, String source, Description.Activation activation, VectorLink network) {}

    /** @param weights by source, in the artefact's order */
    record Ensemble(String digest, Map<String, Float> weights) {}

    private TrainedPredictors() {}

    /**
     * Reads what a report names.
     *
     * @throws dev.mlink.runtime.store.ArtifactException an artefact is missing or damaged
     */
    public static TrainedPredictors load(ArtifactStore artifacts, TrainingReport report) throws IOException {
        TrainedPredictors trained = new TrainedPredictors();
        for (TrainingReport.Target target : report.getTargetsList()) {
            trained.addPrior(artifacts, target);
            if (!target.getEnsembleArtifact().isEmpty()) {
                trained.addEnsemble(artifacts, target);
            }
        }
        for (TrainingReport.Link link : report.getLinksList()) {
            if (!link.getArtifact().isEmpty()) {
                trained.addLink(artifacts, link);
            }
        }
        return trained;
    }

    Prior prior(String target) {
        return priors.get(target);
    }

    List<Link> links(String target) {
        return links.getOrDefault(target, List.of());
    }

    Optional<Ensemble> ensemble(String target) {
        return Optional.ofNullable(ensembles.get(target));
    }

    private void addPrior(ArtifactStore artifacts, TrainingReport.Target target) throws IOException {
        Artifact artifact = artifacts.read(new Digest(target.getPriorArtifact()));
        float[] constant = artifact.array("constant").floats();
        priors.put(target.getTarget(), new Prior(target.getPriorArtifact(), constant));
    }

    private void addLink(ArtifactStore artifacts, TrainingReport.Link link) throws IOException {
        Artifact artifact = artifacts.read(new Digest(link.getArtifact()));
        links.computeIfAbsent(link.getTarget(), first -> new ArrayList<>())
                .add(new Link(
                        link.getArtifact(),
                        link.getSource(),
                        artifact.description().activation(),
                        VectorLink.of(artifact)));
    }

    private void addEnsemble(ArtifactStore artifacts, TrainingReport.Target target) throws IOException {
        Artifact artifact = artifacts.read(new Digest(target.getEnsembleArtifact()));
        float[] learned = artifact.array("weight").floats();
        Map<String, Float> weights = new LinkedHashMap<>();
        for (String source : artifact.description().links().keySet()) {
            weights.put(source, learned[weights.size()]);
        }
        ensembles.put(target.getTarget(), new Ensemble(target.getEnsembleArtifact(), weights));
    }
}
