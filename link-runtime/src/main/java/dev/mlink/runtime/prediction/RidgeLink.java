package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;

/** A linear link: {@code z = (x - mean) / scale · W + b}. */
public final class RidgeLink implements LinkFunction {
    private final float[] mean;
    private final float[] scale;
    private final float[] weight;
    private final float[] bias;

    private RidgeLink(float[] mean, float[] scale, float[] weight, float[] bias) {
        this.mean = mean;
        this.scale = scale;
        this.weight = weight;
        this.bias = bias;
    }

    /** Compiles the arrays of a Ridge artefact. */
    public static RidgeLink of(Artifact artifact) {
        return new RidgeLink(
                artifact.array("input_mean").floats(),
                artifact.array("input_scale").floats(),
                artifact.array("weight").floats(),
                artifact.array("bias").floats());
    }

    @Override
    public int inputSize() {
        return mean.length;
    }

    @Override
    public int outputSize() {
        return bias.length;
    }

    @Override
    public void score(float[] source, int from, float[] scores, int to) {
        System.arraycopy(bias, 0, scores, to, bias.length);
        for (int i = 0; i < mean.length; i++) {
            float x = (source[from + i] - mean[i]) / scale[i];
            for (int j = 0; j < bias.length; j++) {
                scores[to + j] += x * weight[i * bias.length + j];
            }
        }
    }
}
