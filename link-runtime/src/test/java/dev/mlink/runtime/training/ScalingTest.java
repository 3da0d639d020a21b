package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScalingTest {

    @Test
    void elementsAreStandardised() {
        Scaling scaling = Scaling.of(new float[][] {{1, 10}, {3, 30}});
        assertThat(scaling.mean()).containsExactly(2, 20);
        assertThat(scaling.scale()).containsExactly(1, 10);
        assertThat(scaling.apply(new float[][] {{4, 20}})).isDeepEqualTo(new float[][] {{2, 0}});
    }

    @Test
    void anElementThatNeverChangesHasScaleOne() {
        float rounded = .1f * 3;
        Scaling scaling = Scaling.of(new float[][] {{rounded, 7, 0}, {rounded, 9, 0}, {rounded, 11, 0}});
        assertThat(scaling.scale()[0]).isEqualTo(1);
        assertThat(scaling.scale()[2]).isEqualTo(1);
        assertThat(scaling.apply(new float[][] {{rounded, 9, 0}})[0]).containsExactly(0, 0, 0);
    }

    @Test
    void anElementThatHardlyMovedCannotDrownTheOthers() {
        Scaling scaling = Scaling.of(new float[][] {{0, 0}, {1, 1e-6f}});
        assertThat(scaling.scale()[1]).isCloseTo(.005f, within(1e-6f));
    }
}
