package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Artifacts;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, verifies and compiles trained predictors. */
public final class PredictorLoader {
    private final Artifacts artifacts;

    public PredictorLoader(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * Compiles one predictor.
     *
     * @param target the model it must answer for
     * @param digest of a prior, a link or an ensemble
     * @param sources what will be executed: none, the link's source, or some of the ensemble's
     * @throws dev.mlink.runtime.store.ArtifactException when an artefact is missing or damaged
     * @throws IllegalArgumentException when the artefact is not one for this target and these sources
     */
    public Predictor load(String target, Digest digest, List<String> sources) throws IOException {
        Artifact artifact = artifacts.read(digest);
        Description description = artifact.description();
        require(
                answersFor(description, target),
                digest,
                "answers for '" + description.target() + "', not '" + target + "'");
        return switch (description.kind()) {
            case PRIOR -> {
                require(sources.isEmpty(), digest, "is a prior and takes no sources, got " + sources);
                yield new PriorPredictor(artifact.array("constant").floats(), constantForm(artifact));
            }
            case VEC2VEC, SEQ2VEC, VEC2SEQ, SEQ2SEQ -> {
                String source = description.source().orElseThrow();
                require(sources.equals(List.of(source)), digest, "leads from '" + source + "', not " + sources);
                yield new LinkPredictor(source, link(artifact), description.activation());
            }
            case ENSEMBLE -> ensemble(digest, artifact, sources);
            case RIDGE -> {
                RidgeMap map = RidgeMap.of(artifact);
                requireOthers(digest, target, map.models(), sources);
                yield map.predictor(target, sources);
            }
            case LAST -> throw new IllegalArgumentException(
                    "artefact " + digest + " holds last exact values, which do not answer for every sample");
            case JOINT -> {
                JointNetwork network = JointNetwork.of(artifact);
                requireOthers(digest, target, network.models(), sources);
                yield network.predictor(List.of(target), sources);
            }
        };
    }

    /**
     * Reads the last exact values of a target.
     *
     * @throws dev.mlink.runtime.store.ArtifactException when the artefact is missing or damaged
     * @throws IllegalArgumentException when it holds no last values, or another target's
     */
    public LastOutputs lastOutputs(String target, Digest digest) throws IOException {
        Artifact artifact = artifacts.read(digest);
        Description description = artifact.description();
        require(
                description.kind() == Description.Kind.LAST
                        && description.target().equals(target),
                digest,
                "is a " + description.kind().text() + " of '" + description.target()
                        + "', and holds no last exact values of '" + target + "'");
        return LastOutputs.of(artifact);
    }

    /**
     * Compiles a link.
     *
     * @param artifact of a kind that leads from one source to one target
     */
    public static LinkFunction link(Artifact artifact) {
        return switch (artifact.description().kind()) {
            case VEC2VEC -> VectorLink.of(artifact);
            case SEQ2VEC -> SequenceLink.of(artifact);
            case VEC2SEQ -> TextLink.fromVector(artifact);
            case SEQ2SEQ -> TextLink.fromText(artifact);
            case PRIOR, RIDGE, ENSEMBLE, JOINT, LAST -> throw new IllegalArgumentException(
                    "a " + artifact.description().kind().text() + " is no link");
        };
    }

    /** What the constant of a prior is. */
    public static Form constantForm(Artifact prior) {
        return prior.description()
                .writes()
                .<Form>map(Words::new)
                .orElseGet(() -> new Form.Numbers(prior.array("constant").size()));
    }

    private static boolean answersFor(Description description, String target) {
        return description.kind().isOfGroup()
                ? description.members().stream()
                        .anyMatch(member -> member.model().equals(target))
                : description.target().equals(target);
    }

    private static void requireOthers(Digest digest, String target, List<String> models, List<String> sources) {
        require(
                !sources.isEmpty() && models.containsAll(sources) && !sources.contains(target),
                digest,
                "answers for '" + target + "' from others of " + models + ", not from " + sources);
    }

    private Predictor ensemble(Digest digest, Artifact artifact, List<String> sources) throws IOException {
        Description description = artifact.description();
        List<String> known = List.copyOf(description.links().keySet());
        require(!sources.isEmpty() && known.containsAll(sources), digest, "joins " + known + ", not " + sources);
        float[] learned = artifact.array("weight").floats();
        float[] weights = new float[sources.size()];
        List<LinkFunction> links = new ArrayList<>();
        for (String source : sources) {
            weights[links.size()] = learned[known.indexOf(source)];
            links.add(link(digest, artifact, source));
        }
        return new EnsemblePredictor(sources, links, weights, description.activation());
    }

    private LinkFunction link(Digest digest, Artifact ensemble, String source) throws IOException {
        Description description = ensemble.description();
        Artifact link = artifacts.read(new Digest(description.links().get(source)));
        require(
                link.description().source().equals(Optional.of(source))
                        && link.description().target().equals(description.target())
                        && !link.description().kind().writesWords()
                        && link.description().activation() == description.activation(),
                digest,
                "names for '" + source + "' a link that leads elsewhere");
        return link(link);
    }

    private static void require(boolean holds, Digest digest, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("artefact " + digest + " " + fault);
        }
    }
}
