package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The links of all active sources: {@code z = sum a_i z_i} with {@code a} the softmax of the learned weights over those
 * sources (h = sigma(sum w_i g_ij) of the article, its weights renormalised so that every subset works).
 */
public final class EnsemblePredictor implements Predictor {
    private final List<String> sources;
    private final List<LinkFunction> links;
    private final float[] weights;
    private final float[] shares;
    private final Activation activation;
    private final ThreadLocal<float[]> score;

    EnsemblePredictor(List<String> sources, List<LinkFunction> links, float[] weights, Activation activation) {
        this.sources = List.copyOf(sources);
        this.links = List.copyOf(links);
        this.weights = weights.clone();
        this.shares = weights.clone();
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

    /** What is left shares the weight among itself. */
    @Override
    public Optional<Predictor> without(Set<Integer> positions) {
        int[] left = IntStream.range(0, sources.size())
                .filter(position -> !positions.contains(position))
                .toArray();
        float[] some = new float[left.length];
        for (int i = 0; i < left.length; i++) {
            some[i] = weights[left[i]];
        }
        return Optional.of(new EnsemblePredictor(
                Arrays.stream(left).mapToObj(sources::get).toList(),
                Arrays.stream(left).mapToObj(links::get).toList(),
                some,
                activation));
    }

    OutputLayer lastLayer() {
        return new OutputLayer(activation, outputSize());
    }
}
