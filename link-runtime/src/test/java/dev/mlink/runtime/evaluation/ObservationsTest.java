package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    @Test
    void samplesThatAnyModelDidNotAnswerWithNumbersAreLeftOutAndCounted() {
        float[][] first = {{1}, {Float.NaN}, {3}, {4}};
        float[][] second = {{1}, {2}, {Float.POSITIVE_INFINITY}, {4}};
        Observations usable = Observations.of(new long[] {10, 20, 30, 40}, Map.of("first", first, "second", second));
        assertThat(usable.times()).containsExactly(10, 40);
        assertThat(usable.of("first")).isDeepEqualTo(new float[][] {{1}, {4}});
        assertThat(usable.of("second")).isDeepEqualTo(new float[][] {{1}, {4}});
        assertThat(usable.unusable()).containsOnly(Map.entry("first", 1), Map.entry("second", 1));
    }

    @Test
    void whyAndWhereSamplesWereKeptStaysWithThem() {
        float[][] rows = {{1}, {Float.NaN}, {3}};
        Observations usable = Observations.of(
                new long[] {10, 20, 30},
                new boolean[] {false, true, true},
                List.of("door", "", "yard"),
                Map.of("model", rows),
                Lexicon.empty());
        assertThat(usable.audit()).containsExactly(false, true);
        assertThat(usable.streams()).containsExactly("door", "yard");
    }

    @Test
    void partsShareNoSample() {
        float[][] rows = new float[100][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {i};
        }
        Observations all = Observations.of(new long[100], Map.of("model", rows));
        Split split = Split.of(all.audit());
        assertThat(all.part(split.training()).of("model")[49]).containsExactly(49);
        assertThat(all.part(split.selection()).of("model")[0]).containsExactly(50);
        assertThat(all.part(split.certification()).of("model")[0]).containsExactly(65);
    }
}
