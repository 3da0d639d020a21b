package dev.mlink.runtime.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.Description.Activation;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UncertaintyTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @Test
    void labelsShowWhatTheLargestShareLeavesToOthers() {
        assertThat(of(Activation.SOFTMAX, .2f, .7f, .1f)).isEqualTo(.3, CLOSE);
        assertThat(of(Activation.SOFTMAX, 1, 0, 0)).isZero();
        assertThat(of(Activation.LOG_SOFTMAX, (float) Math.log(.75), (float) Math.log(.25)))
                .isEqualTo(.25, CLOSE);
    }

    @Test
    void setsShowHowFarTheyAreFromBeingWhole() {
        assertThat(of(Activation.SIGMOID, .9f, .5f, .2f)).isEqualTo(1 - .9 * .5 * .8, CLOSE);
        assertThat(of(Activation.SIGMOID, 1, 0)).isZero();
    }

    @Test
    void plainNumbersAndConstantsShowNothing() {
        assertThat(new OutputLayer(Activation.LINEAR, 3).showsUncertainty()).isFalse();
        Predictor prior = new PriorPredictor(new float[] {1, 0}, new Form.Numbers(2));
        assertThat(Uncertainty.FORESEEN_LOSS.of(prior, List.of(), 1, new float[] {1, 0}))
                .isEmpty();
    }

    private static double of(Activation activation, float... answer) {
        return new OutputLayer(activation, answer.length).uncertainty(answer, 0);
    }
}
