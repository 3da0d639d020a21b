package dev.mlink.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;

/** The rule that DJL names but does not implement for PyTorch, as its users have to write it. */
final class RmsProp extends Optimizer {
    private static final float DECAY = .9f;
    private static final float EPSILON = 1e-7f;

    private final float rate;
    private final Map<String, NDArray> squares = new HashMap<>();

    RmsProp(double rate) {
        super(new Builder());
        this.rate = (float) rate;
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
        NDArray mean = squares.computeIfAbsent(parameterId, first -> weight.zerosLike());
        try (NDArray square = gradient.square();
                NDArray scaled = square.mul(1 - DECAY)) {
            mean.muli(DECAY).addi(scaled);
        }
        try (NDArray root = mean.sqrt();
                NDArray step = gradient.div(root.addi(EPSILON))) {
            weight.subi(step.muli(rate));
        }
        JniUtils.zeroGrad((PtNDArray) weight); // PyTorch adds gradients up until told otherwise
    }

    private static final class Builder extends OptimizerBuilder<Builder> {
        @Override
        protected Builder self() {
            return this;
        }
    }
}
