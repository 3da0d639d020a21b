package dev.mlink.runtime.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * What a link sees: the source's standardised output, [samples, in].
 *
 * @param inputs the source's output, standardised
 * @param labels what the target said
 */
record LinkExamples(Matrix inputs, Matrix labels) implements Examples {
    @Override
    public int size() {
        return inputs.size();
    }

    @Override
    public NDList inputs(NDManager manager, int[] samples) {
        return new NDList(inputs.rows(manager, samples));
    }

    @Override
    public NDList labels(NDManager manager, int[] samples) {
        return new NDList(labels.rows(manager, samples));
    }
}
