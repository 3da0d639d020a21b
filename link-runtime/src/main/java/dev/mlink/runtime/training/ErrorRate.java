package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/**
 * The share of labels that are wrong, which chooses the epoch of a single-label target (article, training protocol); of
 * epochs with equal shares the one with the smaller loss.
 *
 * @param loss weighs too little to outweigh one label
 */
record ErrorRate(SoftLabelLoss loss) implements Distance {
    private static final float LOSS_SHARE = 1e-4f;

    @Override
    public NDArray of(NDList labels, NDList answers) {
        NDArray z = answers.singletonOrThrow();
        int last = z.getShape().dimension() - 1;
        NDArray wanted = labels.singletonOrThrow().argMax(-1);
        NDArray wrong = z.argMax(last).neq(wanted).toType(DataType.FLOAT32, false);
        NDArray share = wrong.mean(new int[] {last - 1});
        return share.reshape(share.size()).add(loss.of(labels, answers).mul(LOSS_SHARE));
    }
}
