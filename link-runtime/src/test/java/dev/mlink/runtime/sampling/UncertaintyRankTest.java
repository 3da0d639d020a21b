package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UncertaintyRankTest {
    private final UncertaintyRank ranks = new UncertaintyRank();

    @Test
    void aValueIsRankedAmongThoseBeforeIt() {
        assertThat(ranks.of(Map.of("a", 3d))).as("nothing came before").isEqualTo(.5);
        assertThat(ranks.of(Map.of("a", 4d))).isEqualTo(1);
        assertThat(ranks.of(Map.of("a", 3d))).isEqualTo(.25);
        assertThat(ranks.of(Map.of("a", 1d))).isEqualTo(0);
    }

    @Test
    void predictorsOfAnyScaleCountAlikeAndTheLeastSureDecides() {
        for (int i = 0; i < 100; i++) {
            ranks.of(Map.of("shares", i / 100d, "losses", i - 1000d));
        }
        assertThat(ranks.of(Map.of("shares", .005, "losses", -905d))).isEqualTo(.955);
    }

    @Test
    void onlyTheLatestCount() {
        for (int i = 0; i < 512; i++) {
            ranks.of(Map.of("a", 1000d));
        }
        for (int i = 0; i < 512; i++) {
            ranks.of(Map.of("a", 1d));
        }
        assertThat(ranks.of(Map.of("a", 2d))).isEqualTo(1);
    }
}
