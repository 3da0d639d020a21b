package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class RmsPropTest {
    @Test
    void stepsAsByHandAndForgetsTheGradient() {
        try (NDManager manager = new Torch().manager()) {
            NDArray weight = manager.create(1f);
            weight.setRequiresGradient(true);
            RmsProp rule = new RmsProp(.01f);
            // the gradient of 2 w is 2, whatever w is; did gradients add up, the second step would see 4
            double meanSquare = .1 * 4;
            double expected = 1 - .01 * 2 / Math.sqrt(meanSquare);
            step(rule, weight);
            assertThat(weight.getFloat()).isCloseTo((float) expected, within(1e-6f));
            meanSquare = .9 * meanSquare + .1 * 4;
            expected -= .01 * 2 / Math.sqrt(meanSquare);
            step(rule, weight);
            assertThat(weight.getFloat()).isCloseTo((float) expected, within(1e-6f));
        }
    }

    private static void step(RmsProp rule, NDArray weight) {
        new Gradients().of(() -> weight.mul(2));
        rule.update("weight", weight, weight.getGradient());
    }
}
