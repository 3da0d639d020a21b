package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.evaluation.Split.Part;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    /** 100 samples of the times 1000 to 1099: 50 fit, 15 choose, 14 are for trial, 21 report. */
    private final long[] times = LongStream.range(1000, 1100).toArray();

    private final boolean[] audit = new boolean[100];

    @BeforeEach
    void allWereChosenAtRandom() {
        Arrays.fill(audit, true);
    }

    @Test
    void anOldTrainingOfEarlierSamplesIsTriedOnTheWholeProbationPart() {
        assertThat(Succession.of(times, audit, 900).orElseThrow().trial()).isEqualTo(Part.of(65, 79));
        assertThat(Succession.of(times, audit, 1064).orElseThrow().trial()).isEqualTo(Part.of(65, 79));
    }

    @Test
    void samplesThatTheOldTrainingLearnedFromDecideNothing() {
        assertThat(Succession.of(times, audit, 1065).orElseThrow().trial()).isEqualTo(Part.of(66, 79));
        assertThat(Succession.of(times, audit, 1072).orElseThrow().trial()).isEqualTo(Part.of(73, 79));
    }

    @Test
    void withFewerThanSixThereIsNoSuccession() {
        assertThat(Succession.of(times, audit, 1073)).isEmpty();
        assertThat(Succession.of(times, audit, 1099)).isEmpty();
        assertThat(Succession.of(times, audit, 5000)).isEmpty();
        assertThat(Succession.of(new long[0], new boolean[0], 0)).isEmpty();
    }

    @Test
    void onlyABetterPredictorTakesOver() {
        assertThat(Trial.of(new double[] {0, 1, 1, 0}, new double[] {1, 1, 1, 0}))
                .isEqualTo(new Trial(.5, .75, 4))
                .matches(Trial::takesOver);
        assertThat(new Trial(.5, .5, 4).takesOver()).isFalse();
        assertThat(new Trial(.5, .25, 4).takesOver()).isFalse();
    }
}
