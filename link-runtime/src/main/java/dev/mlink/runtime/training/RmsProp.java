package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;

/**
 * RMSprop as the article's framework has it: m = .9 m + .1 g², w -= rate g / (sqrt(m) + 1e-7). DJL's own is not
 * implemented for PyTorch.
 */
final class RmsProp extends Optimizer {
    private static final float DECAY = .9f;
    private static final float EPSILON = 1e-7f;

    private final float rate;
    private final Map<String, NDArray> meanSquares = new HashMap<>();

    RmsProp(float rate) {
        super(new Builder());
        this.rate = rate;
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
        NDArray meanSquare = meanSquares.computeIfAbsent(parameterId, first -> weight.zerosLike());
        try (NDArray square = gradient.square()) {
            meanSquare.muli(DECAY).addi(square.muli(1 - DECAY));
        }
        try (NDArray divisor = meanSquare.sqrt();
                NDArray step = gradient.div(divisor.addi(EPSILON))) {
            weight.subi(step.muli(rate));
        }
        // without this PyTorch adds the next gradient to this one, and the loss silently diverges
        JniUtils.zeroGrad((PtNDArray) weight);
    }

    private static final class Builder extends OptimizerBuilder<Builder> {
        @Override
        protected Builder self() {
            return this;
        }
    }
}
