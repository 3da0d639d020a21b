package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;

/**
 * The vec2vec network up to its last activation: {@code z = relu((x - mean) / scale · W1 + b1) · W2 + b2}, a regression's
 * z in the target's own units ({@code z * target_scale + target_mean}).
 */
public final class VectorLink {
    private final float[] inputMean;
    private final float[] inputFactor;
    private final float[] hiddenWeight;
    private final float[] hiddenBias;
    private final float[] outputWeight;
    private final float[] outputBias;
    private final ThreadLocal<float[]> hidden;

    private VectorLink(Artifact artifact) {
        this.inputMean = artifact.array("input_mean").floats();
        this.inputFactor = reciprocal(artifact.array("input_scale").floats());
        this.hiddenWeight = artifact.array("hidden_weight").floats();
        this.hiddenBias = artifact.array("hidden_bias").floats();
        this.outputWeight = artifact.array("output_weight").floats();
        this.outputBias = artifact.array("output_bias").floats();
        int units = hiddenBias.length;
        this.hidden = ThreadLocal.withInitial(() -> new float[units]);
    }

    /** Compiles the arrays of a Vec2Vec artefact. */
    public static VectorLink of(Artifact artifact) {
        VectorLink link = new VectorLink(artifact);
        if (artifact.description().activation() == Activation.LINEAR) {
            link.foldTargetScale(
                    artifact.array("target_mean").floats(),
                    artifact.array("target_scale").floats());
        }
        return link;
    }

    public int inputSize() {
        return inputMean.length;
    }

    public int outputSize() {
        return outputBias.length;
    }

    /** Puts z of the sample that begins at {@code from} of {@code source} to {@code to} of {@code scores}. */
    public void score(float[] source, int from, float[] scores, int to) {
        float[] units = hidden.get();
        System.arraycopy(hiddenBias, 0, units, 0, units.length);
        for (int i = 0; i < inputMean.length; i++) {
            accumulate(
                    (source[from + i] - inputMean[i]) * inputFactor[i],
                    hiddenWeight,
                    i * units.length,
                    units,
                    0,
                    units.length);
        }
        int size = outputBias.length;
        System.arraycopy(outputBias, 0, scores, to, size);
        for (int unit = 0; unit < units.length; unit++) {
            if (units[unit] > 0) {
                accumulate(units[unit], outputWeight, unit * size, scores, to, size);
            }
        }
    }

    private static void accumulate(float factor, float[] weights, int row, float[] sum, int to, int size) {
        for (int j = 0; j < size; j++) {
            sum[to + j] += factor * weights[row + j];
        }
    }

    /** A linear last layer scaled to the target's units is again a linear last layer. */
    private void foldTargetScale(float[] mean, float[] scale) {
        for (int j = 0; j < outputBias.length; j++) {
            outputBias[j] = outputBias[j] * scale[j] + mean[j];
            for (int unit = 0; unit < hiddenBias.length; unit++) {
                outputWeight[unit * outputBias.length + j] *= scale[j];
            }
        }
    }

    private static float[] reciprocal(float[] scale) {
        float[] factors = Arrays.copyOf(scale, scale.length);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 / factors[i];
        }
        return factors;
    }
}
