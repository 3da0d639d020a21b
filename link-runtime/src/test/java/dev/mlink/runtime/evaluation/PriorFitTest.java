package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorFitTest {

    @Test
    void theMeanIsThePriorOfClassesWhereItSaysTheModalOne() {
        float[][] rows = {{.8f, .2f, 0}, {.6f, .4f, 0}, {.1f, .9f, 0}};
        assertThat(new PriorFit(new Metric.Accuracy()).fit(rows)).containsExactly(.5f, .5f, 0);
    }

    @Test
    void theModalClassWinsWhereTheMeanSaysAnother() {
        float[][] rows = {{.4f, .35f, .25f}, {.4f, .35f, .25f}, {0, 1, 0}};
        assertThat(new PriorFit(new Metric.Accuracy()).fit(rows)).containsExactly(.4f, .35f, .25f);
    }

    @Test
    void theModalSetWinsWhereTheMeanSaysASetThatNeverOccurs() {
        float[][] rows = {{.9f, .9f, .1f}, {.9f, .7f, .1f}, {.9f, .1f, .9f}, {.1f, .9f, .9f}, {.1f, .2f, .9f}};
        float[] best = new PriorFit(new Metric.ExactSet()).fit(rows);
        assertThat(new Metric.ExactSet().score(best, rows[0])).isEqualTo(1);
    }

    @Test
    void theWindowThatHoldsMostValuesIsThePriorOfACount() {
        float[][] rows = {{0}, {0}, {3}, {3.4f}, {3.8f}, {9}, {10}, {11}};
        float[] best = new PriorFit(new Metric.WithinTolerance(.5)).fit(rows);
        assertThat(best[0]).isBetween(3.3f, 3.5f);
    }

    @Test
    void aBoxOfTheSamplesBeatsAMeanOfTwoClusters() {
        float[][] rows = {{0, 0, .2f, .2f}, {0, 0, .2f, .2f}, {.8f, .8f, .2f, .2f}};
        assertThat(new PriorFit(new Metric.IntersectionOverUnion()).fit(rows)).containsExactly(0, 0, .2f, .2f);
    }

    @Test
    void theModalSentenceIsThePriorOfTextsThatHaveNothingInCommon() {
        float[][] rows = {{1, 2}, {3, 4, 5}, {3, 4, 5}, {6}};
        assertThat(new PriorFit(new Metric.WordAccuracy(0)).fit(rows)).containsExactly(3, 4, 5);
    }

    @Test
    void aSentenceThatIsCloseToManyBeatsTheModalOne() {
        float[][] rows = {{9}, {9}, {1, 2, 3, 4}, {1, 2, 3, 5}, {1, 2, 3, 6}, {1, 2, 3, 7}};
        assertThat(new PriorFit(new Metric.WordAccuracy(0)).fit(rows)).startsWith(1, 2, 3);
    }

    @Test
    void theEmptyTextMayBeThePrior() {
        float[][] rows = {{}, {}, {1, 2}};
        assertThat(new PriorFit(new Metric.WordAccuracy(0)).fit(rows)).isEmpty();
    }

    @Test
    void noSampleIsABetterConstantThanThePrior() {
        Random random = new Random(3);
        Metric[] metrics = {
            new Metric.Accuracy(),
            new Metric.Jaccard(),
            new Metric.ExactSet(),
            new Metric.WithinTolerance(.1),
            new Metric.IntersectionOverUnion()
        };
        for (Metric metric : metrics) {
            float[][] rows = new float[60][4];
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextFloat();
                }
            }
            double best = score(metric, new PriorFit(metric).fit(rows), rows);
            for (float[] row : rows) {
                assertThat(best).as(metric.toString()).isGreaterThanOrEqualTo(score(metric, row, rows));
            }
        }
    }

    private static double score(Metric metric, float[] answer, float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            sum += metric.score(answer, row);
        }
        return sum;
    }
}
