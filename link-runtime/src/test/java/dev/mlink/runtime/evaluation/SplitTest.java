package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.evaluation.Split.Part;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void fiveHundredAreCutAsTheDesignSays() {
        Split split = Split.of(random(500));
        assertThat(split)
                .isEqualTo(new Split(Part.of(0, 250), Part.of(250, 325), Part.of(325, 325), Part.of(325, 500)));
        assertThat(split.learnedUntil()).isEqualTo(324);
        Split succeeding = Split.succeeding(random(500));
        assertThat(succeeding)
                .isEqualTo(new Split(Part.of(0, 250), Part.of(250, 325), Part.of(325, 395), Part.of(395, 500)));
        assertThat(succeeding.learnedUntil()).isEqualTo(394);
    }

    @Test
    void everySampleIsInExactlyOnePartAndTimeOrderHolds() {
        for (int samples = Split.FEWEST_SAMPLES; samples <= 1200; samples++) {
            Split split = Split.of(random(samples));
            assertThat(rows(split))
                    .isEqualTo(IntStream.range(0, samples).boxed().toList());
            assertThat(split.selection().size()).isGreaterThanOrEqualTo(6);
            assertThat(split.certification().size()).isGreaterThanOrEqualTo(14);
            Split succeeding = Split.succeeding(random(samples));
            assertThat(rows(succeeding)).isEqualTo(rows(split));
            assertThat(succeeding.training()).isEqualTo(split.training());
            assertThat(succeeding.selection()).isEqualTo(split.selection());
            assertThat(succeeding.probation().size()).isGreaterThanOrEqualTo(6);
            assertThat(succeeding.certification().size()).isGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void samplesThatTrainedAreInNoPartOfAnotherProfile() {
        Split split = Split.unseen(325, random(575));
        assertThat(split.training().size()).isZero();
        assertThat(rows(split)).isEqualTo(IntStream.range(325, 575).boxed().toList());
        assertThat(split.selection().size()).isEqualTo(75);
        assertThat(split.learnedUntil()).isEqualTo(399);
    }

    @Test
    void whatWasNotChosenAtRandomOnlyFitsAndOnlyWhereItIsOlder() {
        SplittableRandom random = new SplittableRandom(1);
        for (int repetition = 0; repetition < 500; repetition++) {
            boolean[] audit = random(Split.FEWEST_SAMPLES + random.nextInt(200));
            double share = random.nextDouble(.4);
            for (int row = 0; row < audit.length; row++) {
                audit[row] = random.nextDouble() >= share;
            }
            Split split = Split.of(audit);
            assertThat(held(split)).isNotEmpty().allMatch(row -> audit[row]).doesNotHaveDuplicates();
            assertThat(held(split))
                    .allMatch(row ->
                            row > split.training().rows().get(split.training().size() - 1));
            assertThat(split.certification().rows()).allMatch(row -> row > split.learnedUntil());
        }
    }

    @Test
    void theProportionsAreThoseOfAllSamplesOfAProfile() {
        boolean[] audit = random(500);
        for (int row = 0; row < 250; row += 2) {
            audit[row] = false;
        }
        Split split = Split.of(audit);
        assertThat(split.training().size()).isEqualTo(250);
        assertThat(split.selection().size()).isEqualTo(75);
        assertThat(split.certification().size()).isEqualTo(175);
    }

    @Test
    void whatWasNotChosenAtRandomScoresNothingInAnotherProfile() {
        boolean[] audit = random(100);
        audit[60] = false;
        audit[90] = false;
        assertThat(rows(Split.unseen(50, audit))).hasSize(48).doesNotContain(60, 90);
    }

    private static boolean[] random(int samples) {
        boolean[] audit = new boolean[samples];
        Arrays.fill(audit, true);
        return audit;
    }

    private static List<Integer> held(Split split) {
        return Stream.of(split.selection(), split.probation(), split.certification())
                .flatMap(part -> part.rows().stream())
                .toList();
    }

    private static List<Integer> rows(Split split) {
        return Stream.concat(split.training().rows().stream(), held(split).stream())
                .toList();
    }
}
