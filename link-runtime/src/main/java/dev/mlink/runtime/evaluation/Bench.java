package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.evaluation.TrainedPredictors.Ensemble;
import dev.mlink.runtime.evaluation.TrainedPredictors.Link;
import dev.mlink.runtime.evaluation.TrainedPredictors.Prior;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.JointPredictor;
import dev.mlink.runtime.prediction.OutputLayer;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.TextLink;
import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has predictors answer to some samples, and scores them. What each link says about them is computed once, so that an
 * ensemble over any activation set costs a weighted sum. Safe for several threads.
 */
public final class Bench {
    private final TrainedPredictors trained;
    private final Map<String, ModelOutput> models;
    private final Observations samples;
    private final Recollection recollection;
    private final Map<Link, float[]> votes = new ConcurrentHashMap<>();
    private final Map<String, float[]> flat = new ConcurrentHashMap<>();

    /**
     * @param trained the predictors
     * @param models every model, by name
     * @param samples what they are scored on
     * @param recollection what is known of the samples' streams
     */
    Bench(TrainedPredictors trained, Map<String, ModelOutput> models, Observations samples, Recollection recollection) {
        this.trained = trained;
        this.models = models;
        this.samples = samples;
        this.recollection = recollection;
    }

    /** What is known of the samples' streams. */
    Recollection recollection() {
        return recollection;
    }

    int size() {
        return samples.size();
    }

    /** Every answer is the best constant. */
    Answers prior(String target) {
        Prior prior = trained.prior(target);
        float[] constant = prior.constant();
        float[] values = new float[samples.size() * constant.length];
        for (int sample = 0; sample < samples.size(); sample++) {
            System.arraycopy(constant, 0, values, sample * constant.length, constant.length);
        }
        return new Answers(values, prior.form(), Certainty.NONE);
    }

    /** This link alone answers. */
    Answers link(Link link) {
        return answers(link, votes(link));
    }

    /**
     * These links of the ensemble answer.
     *
     * @param active at least one link of the ensemble
     */
    Answers ensemble(Ensemble ensemble, List<Link> active) {
        float[] shares = shares(ensemble, active);
        float[] sum = new float[votes(active.get(0)).length];
        for (int i = 0; i < shares.length; i++) {
            float[] vote = votes(active.get(i));
            for (int j = 0; j < sum.length; j++) {
                sum[j] += shares[i] * vote[j];
            }
        }
        return answers(active.get(0), sum);
    }

    /** A predictor that reads several sources answers. */
    Answers predicted(Predictor predictor, Certainty certainty) {
        float[] values = new float[samples.size() * predictor.outputSize()];
        predictor.predict(flat(predictor.sources()), samples.size(), values);
        return new Answers(values, predictor.output(), certainty);
    }

    /** For each sample what a joint network states of its answer. */
    float[] stated(JointPredictor predictor) {
        float[] stated = new float[samples.size()];
        predictor.state(flat(predictor.sources()), samples.size(), stated);
        return stated;
    }

    /** For each sample what a link to a text states of its answer. */
    float[] stated(String source, TextLink text) {
        float[][] inputs = samples.of(source, text.input());
        float[] stated = new float[inputs.length];
        for (int sample = 0; sample < inputs.length; sample++) {
            stated[sample] = text.logLikelihood(inputs[sample], 0);
        }
        return stated;
    }

    /** A score in [0,1] for each sample. */
    double[] scores(String target, Answers answers) {
        Metric metric = models.get(target).metric();
        float[][] exact = samples.of(target);
        double[] scores = new double[exact.length];
        Arrays.setAll(
                scores,
                sample -> metric.score(
                        samples.row(answers.values(), sample * answers.width(), answers.form()), exact[sample]));
        return scores;
    }

    /**
     * A score in [0,1] for each sample, that of the last exact value where one is known.
     *
     * @param otherwise the scores of what answers where none is
     */
    double[] recalling(String target, double[] otherwise) {
        Metric metric = models.get(target).metric();
        float[][] exact = samples.of(target);
        double[] scores = otherwise.clone();
        for (int sample : recollection.known()) {
            scores[sample] = metric.score(recollection.output(target, sample), exact[sample]);
        }
        return scores;
    }

    /** @param link whose last layer it is, or one like it */
    private Answers answers(Link link, float[] votes) {
        float[] values = votes.clone();
        new OutputLayer(link.activation(), link.network().outputSize()).apply(values, samples.size());
        Form form = link.network().output();
        return new Answers(values, form, Answers.certainty(form, link.activation()));
    }

    private static float[] shares(Ensemble ensemble, List<Link> active) {
        float[] shares = new float[active.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = ensemble.weights().get(active.get(i).source());
        }
        new OutputLayer(Activation.SOFTMAX, shares.length).apply(shares, 1);
        return shares;
    }

    private List<float[]> flat(List<String> sources) {
        return sources.stream().map(this::flat).toList();
    }

    /** A model's outputs, [samples, elements], row-major. */
    private float[] flat(String model) {
        return flat.computeIfAbsent(
                model,
                first -> samples.flat(model, new Form.Numbers(samples.size() == 0 ? 0 : samples.of(model)[0].length)));
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
