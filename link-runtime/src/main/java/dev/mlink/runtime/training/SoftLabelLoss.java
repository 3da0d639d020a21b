package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * How far the last layer's values z, before the activation, are from what the target really answered. The whole output
 * of the target supervises, not only its winning label.
 */
record SoftLabelLoss(Kind kind) implements Distance {

    /** The four losses of the article. */
    enum Kind {
        /** -sum y log softmax(z) */
        CROSS_ENTROPY,
        /** -sum y log s(z) + (1 - y) log(1 - s(z)) with the sigmoid s */
        BINARY_CROSS_ENTROPY,
        /** sum |z - y| */
        ABSOLUTE_ERROR,
        /** sum (z - y)² */
        SQUARED_ERROR
    }

    /**
     * @param labels one array [batch, out]: what was wanted
     * @param answers one array [networks, batch, out], or [batch, out] of one network: z
     */
    @Override
    public NDArray of(NDList labels, NDList answers) {
        NDArray losses = each(labels.singletonOrThrow(), answers.singletonOrThrow());
        NDArray means = losses.mean(new int[] {losses.getShape().dimension() - 1});
        return means.reshape(means.size());
    }

    /**
     * The loss of each sample.
     *
     * @param y what was wanted, [..., out]
     * @param z last layers, [..., out]
     * @return [...]
     */
    NDArray each(NDArray y, NDArray z) {
        int last = z.getShape().dimension() - 1;
        NDArray elements =
                switch (kind) {
                    case CROSS_ENTROPY -> z.logSoftmax(last).mul(y).neg();
                    case BINARY_CROSS_ENTROPY -> binary(y, z);
                    case ABSOLUTE_ERROR -> z.sub(y).abs();
                    case SQUARED_ERROR -> z.sub(y).square();
                };
        return elements.sum(new int[] {last});
    }

    /** max(z, 0) - z y + log(1 + e^-|z|): the same without overflow. */
    private static NDArray binary(NDArray y, NDArray z) {
        NDArray tail = z.abs().neg().exp().add(1).log();
        return z.maximum(0).sub(z.mul(y)).add(tail);
    }
}
