package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import dev.mlink.runtime.store.NpyArray;

/**
 * The parameters of the framework's own layers, turned from its [out, in] to the [in, out] of artefacts.
 *
 * @param block a dense or a recurrent layer, its parameters made
 */
record Layers(Block block) {
    private static final int INPUT_WEIGHT = 0;
    private static final int RECURRENT_WEIGHT = 1;
    private static final int INPUT_BIAS = 2;
    private static final int RECURRENT_BIAS = 3;

    static Linear dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /** Gives what it says at each word. */
    static LSTM lstm(int units) {
        return LSTM.builder()
                .setStateSize(units)
                .setNumLayers(1)
                .optBatchFirst(true)
                .build();
    }

    /** Gives what it says at each word, and the state after the last. */
    static GRU gru(int units) {
        return GRU.builder()
                .setStateSize(units)
                .setNumLayers(1)
                .optBatchFirst(true)
                .optReturnState(true)
                .build();
    }

    /** Weight of a dense layer. */
    NpyArray weight() {
        return turned(0);
    }

    /** Bias of a dense layer. */
    NpyArray bias() {
        return vector(1);
    }

    NpyArray inputWeight() {
        return turned(INPUT_WEIGHT);
    }

    NpyArray recurrentWeight() {
        return turned(RECURRENT_WEIGHT);
    }

    NpyArray inputBias() {
        return vector(INPUT_BIAS);
    }

    NpyArray recurrentBias() {
        return vector(RECURRENT_BIAS);
    }

    /** Both biases of an LSTM, which only ever act together. */
    NpyArray gateBias() {
        float[] sum = inputBias().floats();
        float[] recurrent = recurrentBias().floats();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += recurrent[i];
        }
        return NpyArray.of(sum, sum.length);
    }

    private NpyArray turned(int parameter) {
        try (NDArray turned = array(parameter).transpose()) {
            int in = Math.toIntExact(turned.getShape().get(0));
            int out = Math.toIntExact(turned.getShape().get(1));
            return NpyArray.of(turned.toFloatArray(), in, out);
        }
    }

    private NpyArray vector(int parameter) {
        float[] values = array(parameter).toFloatArray();
        return NpyArray.of(values, values.length);
    }

    private NDArray array(int parameter) {
        return block.getParameters().valueAt(parameter).getArray();
    }
}
