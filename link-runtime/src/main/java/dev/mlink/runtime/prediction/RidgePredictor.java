package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;
import java.util.List;

/** The group's ridge map for one activation set and one target: {@code (x - mean) / scale · W + b}. */
public final class RidgePredictor implements Predictor {
    /** A linear estimate of a probability may leave [0, 1]; what is certain has no finite logarithm. */
    private static final float SMALLEST_SHARE = 1e-3f;

    private final List<String> sources;
    private final int[] sizes;
    private final float[] mean;
    private final float[] scale;
    private final LastLayer layer;
    private final OutputLayer answer;

    /**
     * @param sizes elements of each source's output
     * @param mean of all of them, one source after another; likewise the scale
     */
    RidgePredictor(
            List<String> sources, int[] sizes, float[] mean, float[] scale, LastLayer layer, OutputLayer answer) {
        this.sources = List.copyOf(sources);
        this.sizes = Arrays.copyOf(sizes, sizes.length);
        this.mean = mean;
        this.scale = scale;
        this.layer = layer;
        this.answer = answer;
    }

    /** What its answers are. */
    public Activation activation() {
        return answer.activation();
    }

    OutputLayer lastLayer() {
        return answer;
    }

    @Override
    public List<String> sources() {
        return sources;
    }

    @Override
    public int inputSize(int source) {
        return sizes[source];
    }

    @Override
    public int outputSize() {
        return answer.size();
    }

    @Override
    public void predict(List<float[]> outputs, int samples, float[] answers) {
        int size = answer.size();
        for (int sample = 0; sample < samples; sample++) {
            System.arraycopy(layer.bias(), 0, answers, sample * size, size);
            int column = 0;
            for (int source = 0; source < sizes.length; source++) {
                float[] values = outputs.get(source);
                for (int i = 0; i < sizes[source]; i++, column++) {
                    float x = (values[sample * sizes[source] + i] - mean[column]) / scale[column];
                    for (int j = 0; j < size; j++) {
                        answers[sample * size + j] += x * layer.weight()[column * size + j];
                    }
                }
            }
            finish(answers, sample * size);
        }
    }

    /** From linear estimates of shares to shares. */
    private void finish(float[] answers, int from) {
        switch (answer.activation()) {
            case LINEAR -> {}
            case SIGMOID -> {
                for (int j = from; j < from + answer.size(); j++) {
                    answers[j] = Math.min(1 - SMALLEST_SHARE, Math.max(SMALLEST_SHARE, answers[j]));
                }
            }
            case SOFTMAX, LOG_SOFTMAX -> {
                for (int j = from; j < from + answer.size(); j++) {
                    answers[j] = (float) Math.log(Math.max(SMALLEST_SHARE, answers[j]));
                }
                answer.apply(answers, from, 1);
            }
        }
    }
}
