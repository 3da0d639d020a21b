package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void readsTheSpellingOfKubernetes() {
        assertThat(Quantity.parse("--budget", "640Mi").bytes()).isEqualTo(640L << 20);
        assertThat(Quantity.parse("--budget", "1.5G").bytes()).isEqualTo(1_500_000_000L);
        assertThat(Quantity.parse("--budget", "7").bytes()).isEqualTo(7);
    }

    @Test
    void saysWhatToWriteInstead() {
        assertThatThrownBy(() -> Quantity.parse("--budget", "640 MB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--budget is '640 MB'; write bytes or a quantity such as 640Mi or 5Gi");
    }
}
