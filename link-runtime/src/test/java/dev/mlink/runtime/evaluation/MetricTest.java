package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void accuracyComparesTheLargestElement() {
        Metric accuracy = new Metric.Accuracy();
        assertThat(accuracy.score(row(.1, .7, .2), row(0, .6, .4))).isEqualTo(1);
        assertThat(accuracy.score(row(.1, .7, .2), row(.5, .3, .2))).isEqualTo(0);
        assertThat(accuracy.score(row(-3, -1, -2), row(.2, .5, .3))).isEqualTo(1);
    }

    @Test
    void accuracyTakesTheFirstOfEqualElements() {
        assertThat(new Metric.Accuracy().score(row(.5, .5), row(.5, .5))).isEqualTo(1);
        assertThat(new Metric.Accuracy().score(row(.4, .6), row(.5, .5))).isEqualTo(0);
    }

    @Test
    void jaccardIsSharedOverJoined() {
        Metric jaccard = new Metric.Jaccard();
        assertThat(jaccard.score(row(.9, .9, .1), row(.9, .1, .9))).isEqualTo(1 / 3.);
        assertThat(jaccard.score(row(.9, .1, .1), row(.1, .9, .1))).isEqualTo(0);
        assertThat(jaccard.score(row(.9, .6, .1), row(.7, .8, .4))).isEqualTo(1);
    }

    @Test
    void emptySetsAreEqual() {
        assertThat(new Metric.Jaccard().score(row(.1, .5), row(.2, 0))).isEqualTo(1);
        assertThat(new Metric.ExactSet().score(row(.1, .5), row(.2, 0))).isEqualTo(1);
    }

    @Test
    void exactSetWantsEveryElement() {
        Metric exact = new Metric.ExactSet();
        assertThat(exact.score(row(.9, .1, .6), row(.6, .4, .9))).isEqualTo(1);
        assertThat(exact.score(row(.9, .1, .6), row(.6, .4, .5))).isEqualTo(0);
    }

    @Test
    void toleranceHoldsForEveryElement() {
        Metric within = new Metric.WithinTolerance(.5);
        assertThat(within.score(row(2.5), row(3))).isEqualTo(1);
        assertThat(within.score(row(2.4), row(3))).isEqualTo(0);
        assertThat(within.score(row(1, 1), row(1.2, 1.6))).isEqualTo(0);
    }

    @Test
    void toleranceMustBeANumberAboveZero() {
        assertThatThrownBy(() -> new Metric.WithinTolerance(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metric.tolerance is 0.0")
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Metric.WithinTolerance(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boxesScoreTheirOverlap() {
        Metric overlap = new Metric.IntersectionOverUnion();
        assertThat(overlap.score(row(0, 0, 2, 2), row(1, 1, 2, 2))).isCloseTo(1 / 7., within(1e-9));
        assertThat(overlap.score(row(.1, .2, .3, .4), row(.1, .2, .3, .4))).isCloseTo(1, within(1e-9));
        assertThat(overlap.score(row(0, 0, 1, 1), row(2, 2, 1, 1))).isEqualTo(0);
    }

    @Test
    void boxesWithoutAreaAreEmpty() {
        Metric overlap = new Metric.IntersectionOverUnion();
        assertThat(overlap.score(row(0, 0, 0, 0), row(0, 0, 0, 0))).isEqualTo(1);
        assertThat(overlap.score(row(.5, .5, -.1, .2), row(0, 0, 0, 0))).isEqualTo(1);
        assertThat(overlap.score(row(0, 0, 0, 0), row(0, 0, 1, 1))).isEqualTo(0);
        assertThat(overlap.score(row(0, 0, 1, 1), row(.2, .2, .5, 0))).isEqualTo(0);
    }

    @Test
    void wordsScoreWhatTheirErrorRateLeaves() {
        Metric words = new Metric.WordAccuracy(0);
        assertThat(words.score(row(1, 2, 3), row(1, 2, 3))).isEqualTo(1);
        assertThat(words.score(row(1, 9, 3), row(1, 2, 3))).isCloseTo(2 / 3., within(1e-9));
        assertThat(words.score(row(1, 3), row(1, 2, 3))).isCloseTo(2 / 3., within(1e-9));
        assertThat(words.score(row(7, 1, 2, 3), row(1, 2, 3))).isCloseTo(2 / 3., within(1e-9));
        assertThat(words.score(row(2, 1), row(1, 2))).isEqualTo(0);
    }

    @Test
    void moreErrorsThanWordsScoreNothing() {
        assertThat(new Metric.WordAccuracy(0).score(row(4, 5, 6, 7), row(1, 2))).isEqualTo(0);
        assertThat(new Metric.WordAccuracy(0).score(row(), row(1, 2))).isEqualTo(0);
    }

    @Test
    void onlyAnEmptyTextMeetsAnEmptyOne() {
        assertThat(new Metric.WordAccuracy(0).score(row(), row())).isEqualTo(1);
        assertThat(new Metric.WordAccuracy(0).score(row(1), row())).isEqualTo(0);
    }

    @Test
    void aWordErrorRateIsAtLeastNoneAndBelowAll() {
        assertThatThrownBy(() -> new Metric.WordAccuracy(-.1)).hasMessageContaining("metric.tolerance is -0.1");
        assertThatThrownBy(() -> new Metric.WordAccuracy(1)).hasMessageContaining("below 1");
        assertThat(new Metric.WordAccuracy(.25).agreesFrom()).isEqualTo(.75);
    }

    private static float[] row(double... values) {
        float[] row = new float[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) values[i];
        }
        return row;
    }

    @Test
    void anAnswerAgreesWhenNothingIsMissingAndABoxWhenItOverlapsEnough() {
        assertThat(new Metric.Jaccard().agreesFrom()).isEqualTo(1);
        assertThat(new Metric.IntersectionOverUnion().agreesFrom()).isEqualTo(.5);
        assertThat(new Metric.IntersectionOverUnion(.75).agreesFrom()).isEqualTo(.75);
        assertThatThrownBy(() -> new Metric.IntersectionOverUnion(1.5))
                .hasMessageContaining("metric.tolerance is 1.5; IOU needs the overlap");
    }
}
