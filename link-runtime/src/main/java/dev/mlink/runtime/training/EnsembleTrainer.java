package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.prediction.LinkFunction;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fits the weights of one target's links while the links stay as they are. Each step leaves out random links, so that
 * the same weights serve every activation set without retraining.
 */
final class EnsembleTrainer {
    /** How often the selection part judges an epoch, each time with other activation sets. */
    private static final int JUDGEMENTS = 4;

    private final NetworkTrainer trainer;

    EnsembleTrainer(NetworkTrainer trainer) {
        this.trainer = trainer;
    }

    /**
     * @param links digest and artefact of each trained link into the target, by source, at least two
     * @param previous an ensemble of this target to begin from; empty to begin with the mean of the links
     * @return the ensemble, empty when its training diverged
     */
    Optional<Artifact> train(
            Plan plan,
            String target,
            SortedMap<String, TrainedArtifact> links,
            Optional<Artifact> previous,
            Lesson lesson) {
        Recipe recipe = previous.isPresent() ? plan.ensembles().fineTuned() : plan.ensembles();
        long seed = 31 * plan.seed() + target.hashCode();
        Supervision supervision = lesson.supervision(target);
        List<LinkFunction> networks = links.values().stream()
                .map(link -> PredictorLoader.link(link.artifact()))
                .toList();
        List<String> sources = List.copyOf(links.keySet());
        EnsembleExamples fitting = new EnsembleExamples(
                votes(sources, networks, lesson.fitting(), supervision),
                EnsembleExamples.anew(links.size(), new Random(seed)),
                new Matrix(supervision.labels(lesson.fitting().of(target))));
        Matrix choosing =
                votes(sources, networks, lesson.choosing(), supervision).repeated(JUDGEMENTS);
        EnsembleExamples judging = new EnsembleExamples(
                choosing,
                EnsembleExamples.fixed(links.size(), choosing.size(), new Random(seed)),
                new Matrix(supervision.labels(lesson.choosing().of(target))).repeated(JUDGEMENTS));
        return trainer.train(
                        new EnsembleNetwork(beginning(sources, previous)),
                        fitting,
                        judging,
                        supervision.distance(),
                        supervision.judgement(),
                        recipe,
                        seed)
                .get(0)
                .map(NetworkTrainer.Fitted::weights)
                .map(weights -> new Artifact(
                        description(plan, target, recipe, links, supervision),
                        Map.of("weight", NpyArray.of(weights, weights.length))));
    }

    /** A weight for each source; a link that is new begins with the mean of the others'. */
    private static float[] beginning(List<String> sources, Optional<Artifact> previous) {
        Map<String, Float> known = new HashMap<>();
        float total = 0;
        if (previous.isPresent()) {
            float[] weights = previous.get().array("weight").floats();
            for (String source : previous.get().description().links().keySet()) {
                total += weights[known.size()];
                known.put(source, weights[known.size()]);
            }
        }
        float[] beginning = new float[sources.size()];
        for (int i = 0; i < beginning.length; i++) {
            beginning[i] = known.getOrDefault(sources.get(i), total / Math.max(1, known.size()));
        }
        return beginning;
    }

    /** Last layers of all links, as the loss wants them: [samples, links * out]. */
    private static Matrix votes(
            List<String> sources, List<LinkFunction> links, Observations samples, Supervision supervision) {
        int out = links.get(0).outputSize();
        float[][] votes = new float[samples.size()][links.size() * out];
        for (int i = 0; i < links.size(); i++) {
            float[][] inputs = samples.of(sources.get(i), links.get(i).input());
            float[][] scores = new float[samples.size()][out];
            for (int row = 0; row < scores.length; row++) {
                links.get(i).score(inputs[row], 0, scores[row], 0);
            }
            float[][] scaled = supervision.scaling().apply(scores);
            for (int row = 0; row < scores.length; row++) {
                System.arraycopy(scaled[row], 0, votes[row], i * out, out);
            }
        }
        return new Matrix(votes);
    }

    private static Description description(
            Plan plan,
            String target,
            Recipe recipe,
            SortedMap<String, TrainedArtifact> links,
            Supervision supervision) {
        Map<String, Object> training = new HashMap<>(recipe.description());
        training.put("profile", plan.profile());
        training.put("seed", plan.seed());
        SortedMap<String, String> digests = new TreeMap<>();
        links.forEach((source, link) -> digests.put(source, link.digest().text()));
        return new Description(
                Description.Kind.ENSEMBLE,
                target,
                Optional.empty(),
                plan.models().get(target).task().text(),
                supervision.activation(),
                digests,
                training);
    }
}
