package dev.mlink.runtime.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CertaintyTest {
    @Test
    void aYoungValueIsSurerThanAnOldOne() {
        assertThat(Certainty.ofAge(1000)).isZero();
        assertThat(Certainty.ofAge(500)).isEqualTo(Math.log(2), within(1e-6));
        assertThat(Certainty.ofAge(0)).isEqualTo(Certainty.ofAge(1)).isEqualTo(Math.log(1000), within(1e-4));
        assertThat(Certainty.ofAge(Long.MAX_VALUE)).isEqualTo(-30);
    }

    @Test
    void ofALabelItIsTheLogOddsOfTheLargestShare() {
        float[] answers = {.9f, .1f, .1f, .7f, .2f};
        assertThat(Certainty.LARGEST_SHARE.of(answers, 2, 3)).isEqualTo(Math.log(.7 / .3), within(1e-6));
        assertThat(Certainty.LARGEST_SHARE.of(answers, 0, 2)).isEqualTo(Math.log(9), within(1e-6));
    }

    @Test
    void itTellsApartWhatRoundsToOne() {
        double surer = Certainty.LARGEST_SHARE.of(new float[] {1, 1e-9f}, 0, 2);
        double sure = Certainty.LARGEST_SHARE.of(new float[] {1, 1e-8f}, 0, 2);
        assertThat(surer).isGreaterThan(sure);
    }

    @Test
    void logarithmsOfProbabilitiesSayTheSameAsProbabilities() {
        float[] shares = {.05f, .8f, .15f};
        float[] logarithms = new float[3];
        for (int i = 0; i < 3; i++) {
            logarithms[i] = (float) Math.log(shares[i]);
        }
        assertThat(Certainty.LARGEST_LOG_SHARE.of(logarithms, 0, 3))
                .isEqualTo(Certainty.LARGEST_SHARE.of(shares, 0, 3), within(1e-6));
    }

    @Test
    void ofASetItIsTheLogOddsThatEveryElementIsRight() {
        double right = .9 * .8 * .6;
        assertThat(Certainty.WHOLE_SET.of(new float[] {.9f, .2f, .6f}, 0, 3))
                .isEqualTo(Math.log(right / (1 - right)), within(1e-6));
    }

    @Test
    void aForeseenLossCountsAgainstTheAnswer() {
        assertThat(Certainty.FORESEEN_LOSS.of(new float[] {7, -2.5f}, 1, 1)).isEqualTo(2.5);
    }

    @Test
    void ofATextItIsTheLogOddsOfItsProbability() {
        float[] stated = {(float) Math.log(.8), 0, -200};
        assertThat(Certainty.WHOLE_TEXT.of(stated, 0, 1)).isEqualTo(Math.log(4), within(1e-6));
        assertThat(Certainty.WHOLE_TEXT.of(stated, 1, 1)).isEqualTo(30);
        assertThat(Certainty.WHOLE_TEXT.of(stated, 2, 1)).isEqualTo(-30);
        assertThat(Certainty.WHOLE_TEXT.stated()).isTrue();
        assertThat(Certainty.WHOLE_SET.stated()).isFalse();
    }

    @Test
    void itHasBoundsAndIsNeverNaN() {
        assertThat(Certainty.LARGEST_SHARE.of(new float[] {1, 0}, 0, 2)).isEqualTo(30);
        assertThat(Certainty.WHOLE_SET.of(new float[] {1, 0}, 0, 2)).isEqualTo(30);
        assertThat(Certainty.LARGEST_SHARE.of(new float[] {Float.NaN, .1f}, 0, 2))
                .isEqualTo(-30);
        assertThat(Certainty.NONE.of(new float[] {3}, 0, 1)).isZero();
    }
}
