package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.TrainedPredictors.Ensemble;
import dev.mlink.runtime.evaluation.TrainedPredictors.Link;
import dev.mlink.runtime.evaluation.TrainedPredictors.Prior;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.OutputLayer;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Scores predictors on some samples. What each link says about them is computed once, so that an ensemble over any
 * activation set costs a weighted sum. Safe for several threads.
 */
public final class Bench {
    private final TrainedPredictors trained;
    private final Map<String, ModelOutput> models;
    private final Observations samples;
    private final Map<Link, float[]> votes = new ConcurrentHashMap<>();
    private final Map<String, float[]> flat = new ConcurrentHashMap<>();

    /**
     * @param trained the predictors
     * @param models every model, by name
     * @param samples what they are scored on
     */
    public Bench(TrainedPredictors trained, Map<String, ModelOutput> models, Observations samples) {
        this.trained = trained;
        this.models = models;
        this.samples = samples;
    }

    int size() {
        return samples.size();
    }

    /** A score in [0,1] for each sample, were every answer the best constant. */
    public double[] prior(String target) {
        Prior prior = trained.prior(target);
        float[] constant = samples.row(prior.constant(), 0, prior.form());
        return scores(target, row -> constant);
    }

    /** A score in [0,1] for each sample, were it answered by this link alone. */
    double[] link(String target, Link link) {
        return scores(target, link, votes(link));
    }

    /**
     * A score in [0,1] for each sample, were it answered by these links of the ensemble.
     *
     * @param active at least one link of the ensemble
     */
    double[] ensemble(String target, Ensemble ensemble, List<Link> active) {
        float[] shares = shares(ensemble, active);
        float[] sum = new float[votes(active.get(0)).length];
        for (int i = 0; i < shares.length; i++) {
            float[] vote = votes(active.get(i));
            for (int j = 0; j < sum.length; j++) {
                sum[j] += shares[i] * vote[j];
            }
        }
        return scores(target, active.get(0), sum);
    }

    /** A score in [0,1] for each sample, were it answered by a predictor that reads several sources. */
    double[] predicted(String target, Predictor predictor) {
        float[] answers = new float[samples.size() * predictor.outputSize()];
        predictor.predict(predictor.sources().stream().map(this::flat).toList(), samples.size(), answers);
        return scores(target, answers, predictor.output());
    }

    /** @param link whose last layer it is, or one like it */
    private double[] scores(String target, Link link, float[] votes) {
        float[] answers = votes.clone();
        new OutputLayer(link.activation(), link.network().outputSize()).apply(answers, samples.size());
        return scores(target, answers, link.network().output());
    }

    private double[] scores(String target, float[] answers, Form form) {
        return scores(target, row -> samples.row(answers, row * form.size(), form));
    }

    private double[] scores(String target, IntFunction<float[]> answer) {
        Metric metric = models.get(target).metric();
        float[][] exact = samples.of(target);
        double[] scores = new double[exact.length];
        Arrays.setAll(scores, row -> metric.score(answer.apply(row), exact[row]));
        return scores;
    }

    private static float[] shares(Ensemble ensemble, List<Link> active) {
        float[] shares = new float[active.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = ensemble.weights().get(active.get(i).source());
        }
        new OutputLayer(Activation.SOFTMAX, shares.length).apply(shares, 1);
        return shares;
    }

    /** A model's outputs, [samples, elements], row-major. */
    private float[] flat(String model) {
        return flat.computeIfAbsent(model, first -> {
            float[][] rows = samples.of(model);
            int width = rows.length == 0 ? 0 : rows[0].length;
            float[] joined = new float[rows.length * width];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, joined, row * width, width);
            }
            return joined;
        });
    }

    /** The link's last layer for every sample, [samples, out], row-major. */
    private float[] votes(Link link) {
        return votes.computeIfAbsent(link, first -> {
            int width = link.network().outputSize();
            float[][] inputs = samples.of(link.source(), link.network().input());
            float[] scores = new float[inputs.length * width];
            for (int row = 0; row < inputs.length; row++) {
                link.network().score(inputs[row], 0, scores, row * width);
            }
            return scores;
        });
    }
}
