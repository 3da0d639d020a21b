package dev.mlink.runtime.prediction;

/**
 * A network's last layer before the activation: {@code z = h · weight + bias}.
 *
 * @param weight [H, out], row-major
 * @param bias [out]
 */
record LastLayer(float[] weight, float[] bias) {

    /** The same with answers in the target's own units: a linear layer scaled is again a linear layer. */
    LastLayer scaled(float[] mean, float[] scale) {
        int out = bias.length;
        float[] weights = weight.clone();
        float[] biases = bias.clone();
        for (int j = 0; j < out; j++) {
            biases[j] = bias[j] * scale[j] + mean[j];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= scale[i % out];
        }
        return new LastLayer(weights, biases);
    }

    /** Some of the answers. */
    LastLayer columns(int[] columns) {
        int rows = weight.length / bias.length;
        float[] weights = new float[rows * columns.length];
        float[] biases = new float[columns.length];
        for (int j = 0; j < columns.length; j++) {
            biases[j] = bias[columns[j]];
            for (int row = 0; row < rows; row++) {
                weights[row * columns.length + j] = weight[row * bias.length + columns[j]];
            }
        }
        return new LastLayer(weights, biases);
    }
}
