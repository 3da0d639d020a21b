package dev.mlink.runtime.prediction.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SquashTest {
    private static final double ERROR = 1e-6;

    @Test
    void isCloseToTheRealFunctions() {
        for (double x = -30; x <= 30; x += .001) {
            float[] values = {(float) x, (float) x};
            Squash.tanh(values, 0, 1);
            Squash.sigmoid(values, 1, 2);
            assertThat((double) values[0]).isCloseTo(Math.tanh((float) x), within(ERROR));
            assertThat((double) values[1]).isCloseTo(1 / (1 + Math.exp(-(double) (float) x)), within(ERROR));
        }
    }

    @Test
    void saturatesAtTheEnds() {
        float[] values = {Float.MAX_VALUE, -Float.MAX_VALUE, 1e10f, -1e10f};
        Squash.tanh(values, 0, 2);
        Squash.sigmoid(values, 2, 4);
        assertThat(values[0]).isCloseTo(1, within(1e-6f));
        assertThat(values[1]).isCloseTo(-1, within(1e-6f));
        assertThat(values[2]).isCloseTo(1, within(1e-6f));
        assertThat(values[3]).isCloseTo(0, within(1e-6f));
    }
}
