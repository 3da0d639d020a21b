package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.JointNetwork;
import dev.mlink.runtime.prediction.JointPredictor;
import dev.mlink.runtime.prediction.LinkFunction;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.prediction.RidgeMap;
import dev.mlink.runtime.prediction.RidgePredictor;
import dev.mlink.runtime.prediction.TextLink;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The predictors that a training left in the store, verified and compiled. */
public final class TrainedPredictors {
    private final Map<String, Prior> priors = new HashMap<>();
    private final Map<String, List<Link>> links = new HashMap<>();
    private final Map<String, Ensemble> ensembles = new HashMap<>();
    private final Map<String, String> lasts = new HashMap<>();
    private final Set<List<String>> forbidden = new HashSet<>();
    private Optional<Ridge> ridge = Optional.empty();
    private Optional<Joint> joint = Optional.empty();

    /** @param constant the best constant, in the target's own units */
    record Prior(String digest, float[] constant, Form form) {}

    /** @param network up to the last activation */
    record Link(String digest, String source, Description.Activation activation, LinkFunction network) {}

    /** @param weights by source, in the artefact's order */
    record Ensemble(String digest, Map<String, Float> weights) {}

    /** The linear map of all models. */
    record Ridge(String digest, RidgeMap map) {}

    /** The network of all models. */
    record Joint(String digest, JointNetwork network) {}

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
            if (!target.getLastArtifact().isEmpty()) {
                trained.lasts.put(target.getTarget(), target.getLastArtifact());
            }
        }
        for (TrainingReport.Link link : report.getLinksList()) {
            if (!link.getArtifact().isEmpty()) {
                trained.addLink(artifacts, link);
            }
        }
        report.getForbiddenList().forEach(pair -> trained.forbidden.add(List.of(pair.getSource(), pair.getTarget())));
        if (!report.getRidgeArtifact().isEmpty()) {
            Artifact artifact = artifacts.read(new Digest(report.getRidgeArtifact()));
            trained.ridge = Optional.of(new Ridge(report.getRidgeArtifact(), RidgeMap.of(artifact)));
        }
        if (!report.getJointArtifact().isEmpty()) {
            Artifact artifact = artifacts.read(new Digest(report.getJointArtifact()));
            trained.joint = Optional.of(new Joint(report.getJointArtifact(), JointNetwork.of(artifact)));
        }
        return trained;
    }

    Prior prior(String target) {
        return priors.get(target);
    }

    List<Link> links(String target) {
        return links.getOrDefault(target, List.of());
    }

    Optional<Ridge> ridge() {
        return ridge;
    }

    Optional<Joint> joint() {
        return joint;
    }

    /**
     * Which of some active models a predictor of the whole group may read for a target.
     *
     * @param known the models that it reads and answers for
     */
    List<String> readable(List<String> known, String target, Set<String> active) {
        return !known.contains(target)
                ? List.of()
                : known.stream()
                        .filter(active::contains)
                        .filter(source -> !forbidden.contains(List.of(source, target)))
                        .toList();
    }

    /** Digest of a target's last exact values; empty where none are kept. */
    Optional<String> last(String target) {
        return Optional.ofNullable(lasts.get(target));
    }

    /** A score in [0,1] for each sample of a bench. */
    double[] scores(Bench bench, String target, PredictorChoice choice) {
        double[] scores = bench.scores(target, answers(bench, target, choice.withoutLast()));
        return choice.kind() == PredictorChoice.Kind.LAST ? bench.recalling(target, scores) : scores;
    }

    /**
     * What a predictor answers for a target.
     *
     * @throws IllegalArgumentException for a last exact value, which does not answer for every sample
     */
    Answers answers(Bench bench, String target, PredictorChoice choice) {
        return switch (choice.kind()) {
            case PRIOR -> bench.prior(target);
            case LAST -> throw new IllegalArgumentException(
                    "last exact values of '" + target + "' do not answer for every sample");
            case RIDGE -> {
                RidgePredictor map = ridge.orElseThrow().map().predictor(target, choice.sources());
                yield bench.predicted(map, Answers.certainty(map.output(), map.activation()));
            }
            case LINK -> bench.link(from(links(target), choice.sources()).get(0));
            case ENSEMBLE -> bench.ensemble(ensemble(target).orElseThrow(), from(links(target), choice.sources()));
            case JOINT -> {
                JointPredictor network = joint(target, choice);
                Certainty certainty = Answers.certainty(network.output(), network.activation());
                yield bench.predicted(network, certainty == Certainty.NONE ? Certainty.FORESEEN_LOSS : certainty);
            }
        };
    }

    /** For each sample what a predictor states of its answer besides the answer. */
    float[] stated(Bench bench, String target, PredictorChoice choice) {
        if (choice.kind() == PredictorChoice.Kind.JOINT) {
            return bench.stated(joint(target, choice));
        }
        Link link = from(links(target), choice.sources()).get(0);
        if (link.network() instanceof TextLink text) {
            return bench.stated(link.source(), text);
        }
        throw new IllegalArgumentException(
                "a " + choice.kind() + " states nothing of its answers for '" + target + "'");
    }

    private JointPredictor joint(String target, PredictorChoice choice) {
        return joint.orElseThrow().network().predictor(List.of(target), choice.sources());
    }

    private static List<Link> from(List<Link> links, List<String> sources) {
        return sources.stream()
                .map(source -> links.stream()
                        .filter(link -> link.source().equals(source))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    Optional<Ensemble> ensemble(String target) {
        return Optional.ofNullable(ensembles.get(target));
    }

    private void addPrior(ArtifactStore artifacts, TrainingReport.Target target) throws IOException {
        Artifact artifact = artifacts.read(new Digest(target.getPriorArtifact()));
        float[] constant = artifact.array("constant").floats();
        priors.put(
                target.getTarget(),
                new Prior(target.getPriorArtifact(), constant, PredictorLoader.constantForm(artifact)));
    }

    private void addLink(ArtifactStore artifacts, TrainingReport.Link link) throws IOException {
        Artifact artifact = artifacts.read(new Digest(link.getArtifact()));
        links.computeIfAbsent(link.getTarget(), first -> new ArrayList<>())
                .add(new Link(
                        link.getArtifact(),
                        link.getSource(),
                        artifact.description().activation(),
                        PredictorLoader.link(artifact)));
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
