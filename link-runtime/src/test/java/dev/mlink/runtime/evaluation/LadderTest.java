package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final int SAMPLES = 100;

    @Test
    void aRicherRungHasToBeBetterByMoreThanAStandardError() {
        // mean .02, standard error .014
        assertThat(Ladder.FULL.serving(List.of(hits(60), changed(60, 2, 0)))).isEqualTo(1);
        // mean .01, standard error .022
        assertThat(Ladder.FULL.serving(List.of(hits(60), changed(60, 3, 2)))).isZero();
        assertThat(Ladder.FULL.serving(List.of(hits(60), hits(60)))).isZero();
        assertThat(Ladder.FULL.serving(List.of(hits(60), hits(30)))).isZero();
    }

    @Test
    void theSimplestOfThoseThatNobodyBeatsServes() {
        assertThat(Ladder.FULL.serving(List.of(hits(10), hits(60), changed(60, 3, 2), hits(50))))
                .isEqualTo(1);
        // the second is better than the first by chance only, the third is not
        assertThat(Ladder.FULL.serving(List.of(hits(60), changed(60, 3, 2), changed(60, 9, 0))))
                .isEqualTo(2);
    }

    @Test
    void differencesThatCancelAreNoGain() {
        double[] one = new double[SAMPLES];
        double[] other = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            one[i] = i % 2;
            other[i] = i < 52 ? 1 - i % 2 : i % 2;
        }
        other[99] = 1;
        PairedDifference difference = PairedDifference.of(other, one);
        assertThat(difference.mean()).isZero();
        assertThat(difference.standardError()).isCloseTo(Math.sqrt(.52 / 99), within(.001));
        assertThat(Ladder.FULL.serving(List.of(one, other))).isZero();
    }

    @Test
    void theArticleTakesTheRichest() {
        assertThat(Ladder.ARTICLE.serving(List.of(hits(60), hits(50), hits(40))))
                .isEqualTo(2);
        assertThat(Ladder.ARTICLE.serving(List.of(hits(60)))).isZero();
    }

    private static double[] hits(int number) {
        double[] scores = new double[SAMPLES];
        Arrays.fill(scores, 0, number, 1);
        return scores;
    }

    /** As {@link #hits}, but for some misses that are hits, and some hits that are misses. */
    private static double[] changed(int number, int gained, int lost) {
        double[] scores = hits(number + gained);
        Arrays.fill(scores, 0, lost, 0);
        return scores;
    }
}
