package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * The loss of a joint network: each model's own, where it is not active, and how badly each loss was foreseen, as the
 * likelihood of an exponential distribution, l e^-s + s for the foreseen logarithm s.
 */
record JointLoss(JointColumns columns) implements Distance {

    /**
     * @param labels one array [n, width]
     * @param answers last layers [n, width], logarithms of expected losses [n, models], active models [n, models]
     */
    @Override
    public NDArray of(NDList labels, NDList answers) {
        NDList each = new NDList();
        for (JointColumns.Column column : columns.models()) {
            NDIndex part = new NDIndex(":, {}:{}", column.from(), column.from() + column.size());
            SoftLabelLoss loss = column.supervision().distance();
            each.add(loss.each(
                            labels.singletonOrThrow().get(part), answers.get(0).get(part))
                    .expandDims(1));
        }
        NDArray losses = NDArrays.concat(each, 1);
        NDArray foreseen = answers.get(1);
        NDArray surprise = losses.stopGradient().mul(foreseen.neg().exp()).add(foreseen);
        NDArray inactive = answers.get(2).mul(-1).add(1);
        return losses.add(surprise)
                .mul(inactive)
                .sum()
                .div(answers.get(2).getShape().get(0))
                .reshape(new Shape(1));
    }
}
