package dev.mlink.runtime.prediction;

import java.util.Arrays;
import java.util.List;

/**
 * Two dense layers on plain arrays: {@code z = relu(sum of (x - mean) / scale · W1 over the inputs + b1) · W2 + b2}.
 * Immutable in effect; nothing is allocated per sample.
 */
final class DenseNetwork {
    private final List<Input> inputs;
    private final float[] hiddenBias;
    private final float[] outputWeight;
    private final float[] outputBias;
    private final ThreadLocal<float[]> hidden;

    /**
     * One source's share of the first layer.
     *
     * @param mean [in]
     * @param factor reciprocal of the scale, [in]
     * @param weight [in, H], row-major
     */
    record Input(float[] mean, float[] factor, float[] weight) {
        /** @param scale what divides x - mean, [in] */
        static Input standardised(float[] mean, float[] scale, float[] weight) {
            float[] factor = new float[scale.length];
            for (int i = 0; i < factor.length; i++) {
                factor[i] = 1 / scale[i];
            }
            return new Input(mean, factor, weight);
        }

        int size() {
            return mean.length;
        }
    }

    /** @param hiddenBias [H] */
    DenseNetwork(List<Input> inputs, float[] hiddenBias, LastLayer last) {
        this.inputs = List.copyOf(inputs);
        this.hiddenBias = hiddenBias;
        this.outputWeight = last.weight();
        this.outputBias = last.bias();
        this.hidden = ThreadLocal.withInitial(() -> new float[hiddenBias.length]);
    }

    /**
     * The same network that reads some inputs only.
     *
     * @param positions of those it reads
     * @param bias what the first layer adds then, [H]
     */
    DenseNetwork reading(int[] positions, float[] bias) {
        return new DenseNetwork(
                Arrays.stream(positions).mapToObj(inputs::get).toList(), bias, new LastLayer(outputWeight, outputBias));
    }

    int inputSize(int input) {
        return inputs.get(input).size();
    }

    int outputSize() {
        return outputBias.length;
    }

    /** The first layer before anything is read; belongs to this thread until its next call. */
    float[] begin() {
        float[] units = hidden.get();
        System.arraycopy(hiddenBias, 0, units, 0, units.length);
        return units;
    }

    /** Adds what an input says about the sample that begins at {@code from}. */
    void read(int input, float[] values, int from, float[] units) {
        Input layer = inputs.get(input);
        for (int i = 0; i < layer.size(); i++) {
            float factor = (values[from + i] - layer.mean[i]) * layer.factor[i];
            accumulate(factor, layer.weight, i * units.length, units, 0, units.length);
        }
    }

    /** Puts z to {@code to} of {@code scores}. */
    void finish(float[] units, float[] scores, int to) {
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
}
