package dev.mlink.runtime.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void isTheMiddleOfAnyOrder() {
        assertThat(new Median(new double[] {9, 1, 2}).value()).isEqualTo(2);
        assertThat(new Median(new double[] {9, 1, 2, 4}).value()).isEqualTo(3);
    }
}
