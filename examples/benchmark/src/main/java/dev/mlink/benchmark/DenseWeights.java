package dev.mlink.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.mlink.runtime.store.NpyArray;
import java.util.Arrays;

/**
 * A dense layer of the framework as artefacts hold it.
 *
 * @param weight [in, out]
 * @param bias [out]
 */
record DenseWeights(NpyArray weight, NpyArray bias) {

    /** @param layer initialised */
    static DenseWeights of(Linear layer) {
        NDArray biases = layer.getParameters().get("bias").getArray();
        try (NDArray turned = layer.getParameters().get("weight").getArray().transpose()) {
            int in = (int) turned.getShape().get(0);
            int out = (int) turned.getShape().get(1);
            return new DenseWeights(
                    NpyArray.of(turned.toFloatArray(), in, out), NpyArray.of(biases.toFloatArray(), out));
        }
    }

    /** The layer for some of its inputs, from inclusive, to exclusive. */
    DenseWeights rows(int from, int to) {
        int out = bias.size();
        float[] chosen = Arrays.copyOfRange(weight.floats(), from * out, to * out);
        return new DenseWeights(NpyArray.of(chosen, to - from, out), bias);
    }
}
