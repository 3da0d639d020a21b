package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.evaluation.Split.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void fiveHundredAreCutAsTheDesignSays() {
        Split split = Split.of(500);
        assertThat(split)
                .isEqualTo(new Split(new Part(0, 250), new Part(250, 325), new Part(325, 325), new Part(325, 500)));
        assertThat(Split.succeeding(500))
                .isEqualTo(new Split(new Part(0, 250), new Part(250, 325), new Part(325, 395), new Part(395, 500)));
    }

    @Test
    void everySampleIsInExactlyOnePartAndTimeOrderHolds() {
        for (int samples = Split.FEWEST_SAMPLES; samples <= 1200; samples++) {
            Split split = Split.of(samples);
            assertThat(rows(split))
                    .isEqualTo(IntStream.range(0, samples).boxed().toList());
            assertThat(split.selection().size()).isGreaterThanOrEqualTo(6);
            assertThat(split.certification().size()).isGreaterThanOrEqualTo(14);
            Split succeeding = Split.succeeding(samples);
            assertThat(rows(succeeding)).isEqualTo(rows(split));
            assertThat(succeeding.training()).isEqualTo(split.training());
            assertThat(succeeding.selection()).isEqualTo(split.selection());
            assertThat(succeeding.probation().size()).isGreaterThanOrEqualTo(6);
            assertThat(succeeding.certification().size()).isGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void samplesThatTrainedAreInNoPartOfAnotherProfile() {
        Split split = Split.unseen(325, 575);
        assertThat(split.training().size()).isZero();
        assertThat(rows(split)).isEqualTo(IntStream.range(325, 575).boxed().toList());
        assertThat(split.selection().size()).isEqualTo(75);
    }

    private static List<Integer> rows(Split split) {
        return IntStream.concat(
                        IntStream.concat(range(split.training()), range(split.selection())),
                        IntStream.concat(range(split.probation()), range(split.certification())))
                .boxed()
                .toList();
    }

    private static IntStream range(Part part) {
        return IntStream.range(part.from(), part.to());
    }
}
