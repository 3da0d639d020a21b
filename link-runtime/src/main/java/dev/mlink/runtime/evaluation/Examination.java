package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores predictors of the store as they would be served. */
public final class Examination {
    private final PredictorLoader loader;
    private final Map<String, ModelOutput> models;
    private final Observations samples;

    /**
     * @param loader reads them
     * @param models every model, by name
     * @param samples what they are scored on, at least one
     */
    public Examination(PredictorLoader loader, Map<String, ModelOutput> models, Observations samples) {
        this.loader = loader;
        this.models = models;
        this.samples = samples;
    }

    /** The mean score of a predictor. */
    public double performance(String target, List<String> sources, Digest predictor) throws IOException {
        return Arrays.stream(scores(target, sources, predictor)).average().orElseThrow();
    }

    /**
     * Two predictors of one target from the same sources.
     *
     * @param previous digest of the one in force
     */
    public Trial trial(String target, List<String> sources, Digest previous, Digest retrained) throws IOException {
        return Trial.of(scores(target, sources, previous), scores(target, sources, retrained));
    }

    /**
     * Two predictors of the whole group: for every target, with each other model alone and with all others active.
     *
     * @param members the models that both read and answer for
     */
    public Trial groupTrial(List<String> members, Digest previous, Digest retrained) throws IOException {
        return Trial.of(groupScores(members, previous), groupScores(members, retrained));
    }

    /** Means over targets and sets, a score for each sample. */
    private double[] groupScores(List<String> members, Digest predictor) throws IOException {
        double[] means = new double[samples.size()];
        int answers = 0;
        for (String target : members) {
            for (List<String> sources : sets(members, target)) {
                double[] scores = scores(target, sources, predictor);
                Arrays.setAll(means, row -> means[row] + scores[row]);
                answers++;
            }
        }
        int all = answers;
        return Arrays.stream(means).map(sum -> sum / all).toArray();
    }

    private static List<List<String>> sets(List<String> members, String target) {
        List<String> others =
                members.stream().filter(model -> !model.equals(target)).toList();
        List<List<String>> sets = new ArrayList<>();
        others.forEach(source -> sets.add(List.of(source)));
        if (others.size() > 1) {
            sets.add(others);
        }
        return sets;
    }

    private double[] scores(String target, List<String> sources, Digest digest) throws IOException {
        Predictor predictor = loader.load(target, digest, sources);
        Form form = predictor.output();
        float[] answers = new float[samples.size() * form.size()];
        predictor.predict(
                IntStream.range(0, sources.size())
                        .mapToObj(source -> samples.flat(sources.get(source), predictor.input(source)))
                        .toList(),
                samples.size(),
                answers);
        Metric metric = models.get(target).metric();
        float[][] exact = samples.of(target);
        double[] scores = new double[exact.length];
        Arrays.setAll(scores, row -> metric.score(samples.row(answers, row * form.size(), form), exact[row]));
        return scores;
    }
}
