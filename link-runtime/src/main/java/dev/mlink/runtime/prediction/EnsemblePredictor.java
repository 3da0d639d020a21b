package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;
import java.util.List;

/**
 * The links of all active sources: {@code z = sum a_i z_i} with {@code a} the softmax of the learned weights over those
 * sources (h = sigma(sum w_i g_ij) of the article, its weights renormalised so that every subset works).
 */
public final class EnsemblePredictor implements Predictor {
    private final List<String> sources;
    private final List<LinkFunction> links;
    private final float[] shares;
    private final Activation activation;
    private final ThreadLocal<float[]> score;

    EnsemblePredictor(List<String> sources, List<LinkFunction> links, float[] weights, Activation activation) {
        this.sources = List.copyOf(sources);
        this.links = List.copyOf(links);
        this.shares = Arrays.copyOf(weights, weights.length);
        new OutputLayer(Activation.SOFTMAX, weights.length).apply(shares, 1);
        this.activation = activation;
        int size = links.get(0).outputSize();
        this.score = ThreadLocal.withInitial(() -> new float[size]);
    }

    @Override
    public List<String> sources() {
        return sources;
    }

    @Override
    public Form input(int source) {
        return links.get(source).input();
    }

    @Override
    public int inputSize(int source) {
        return links.get(source).inputSize();
    }

    @Override
    public int outputSize() {
        return links.get(0).outputSize();
    }

    @Override
    public void predict(List<float[]> outputs, int samples, float[] answers) {
        int size = outputSize();
        Arrays.fill(answers, 0, samples * size, 0);
        float[] z = score.get();
        for (int i = 0; i < links.size(); i++) {
            LinkFunction link = links.get(i);
            for (int sample = 0; sample < samples; sample++) {
                link.score(outputs.get(i), sample * link.inputSize(), z, 0);
                for (int j = 0; j < size; j++) {
                    answers[sample * size + j] += shares[i] * z[j];
                }
            }
        }
        lastLayer().apply(answers, samples);
    }

    OutputLayer lastLayer() {
        return new OutputLayer(activation, outputSize());
    }
}
