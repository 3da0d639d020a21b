package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class RateThresholdTest {
    private static final int VALUES = 20_000;

    @Test
    void theDeclaredShareIsAboveWhateverTheStreamIs() {
        Random random = new Random(1);
        double[] drifting = {0};
        holds(random::nextDouble);
        holds(() -> Math.pow(random.nextDouble(), 8));
        holds(() -> random.nextInt(4) / 4d);
        holds(() -> .5);
        holds(() -> Math.min(1, (drifting[0] += 1d / VALUES) * random.nextDouble()));
    }

    private static void holds(DoubleSupplier stream) {
        RateThreshold threshold = new RateThreshold(.05);
        int above = 0;
        for (int i = 0; i < VALUES; i++) {
            above += threshold.isAbove(stream.getAsDouble()) ? 1 : 0;
        }
        double promised = (1 + .02) / (.02 * VALUES);
        assertThat((double) above / VALUES).isBetween(.05 - promised, .05 + promised);
    }

    @Test
    void whatIsAboveIsMostlyLarge() {
        Random random = new Random(2);
        RateThreshold threshold = new RateThreshold(.1);
        double sum = 0;
        int above = 0;
        for (int i = 0; i < VALUES; i++) {
            double value = random.nextDouble();
            if (threshold.isAbove(value)) {
                sum += value;
                above++;
            }
        }
        assertThat(sum / above)
                .as("mean of what is above; .95 with the best threshold")
                .isGreaterThan(.93);
    }

    @Test
    void aRateThatIsNoShareIsRefused() {
        assertThatThrownBy(() -> new RateThreshold(1)).hasMessageContaining("informative rate is 1.0");
    }
}
