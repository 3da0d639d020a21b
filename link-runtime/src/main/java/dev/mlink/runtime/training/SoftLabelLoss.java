package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * How far the last layer's values z, before the activation, are from what the target really answered; the mean over
 * the batch. The whole output of the target supervises, not only its winning label.
 */
final class SoftLabelLoss extends Loss {

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

    private final Kind kind;

    SoftLabelLoss(Kind kind) {
        super(kind.name());
        this.kind = kind;
    }

    /**
     * @param labels one array [batch, out]: what was wanted
     * @param predictions one array [batch, out]: z
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return evaluate(labels.singletonOrThrow(), predictions.singletonOrThrow());
    }

    NDArray evaluate(NDArray y, NDArray z) {
        NDArray each =
                switch (kind) {
                    case CROSS_ENTROPY -> z.logSoftmax(1).mul(y).neg();
                    case BINARY_CROSS_ENTROPY -> binary(y, z);
                    case ABSOLUTE_ERROR -> z.sub(y).abs();
                    case SQUARED_ERROR -> z.sub(y).square();
                };
        return each.sum(new int[] {1}).mean();
    }

    /** max(z, 0) - z y + log(1 + e^-|z|): the same without overflow. */
    private static NDArray binary(NDArray y, NDArray z) {
        NDArray tail = z.abs().neg().exp().add(1).log();
        return z.maximum(0).sub(z.mul(y)).add(tail);
    }
}
