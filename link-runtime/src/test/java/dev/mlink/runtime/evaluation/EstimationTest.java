package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimationTest {

    /** Newcombe 1998, Statistics in Medicine 17, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void yesOrNoHasWilsonsInterval(int yes, int of, double lower, double upper) {
        double[] scores = new double[of];
        Arrays.fill(scores, 0, yes, 1);
        Estimate estimate = new Estimation(of).estimate(new Metric.Accuracy(), scores);
        assertThat(estimate.value()).isEqualTo((double) yes / of);
        assertThat(estimate.lower()).isCloseTo(lower, within(5e-5));
        assertThat(estimate.upper()).isCloseTo(upper, within(5e-5));
        assertThat(estimate.samples()).isEqualTo(of);
    }

    @Test
    void overlapsHaveABootstrapIntervalOfTheRightWidth() {
        SplittableRandom random = new SplittableRandom(5);
        double[] scores = random.doubles(400).toArray();
        Estimate estimate = new Estimation(400).estimate(new Metric.IntersectionOverUnion(), scores);
        double normal = 1.96 * Math.sqrt(1 / 12. / 400);
        assertThat(estimate.value()).isCloseTo(Arrays.stream(scores).average().orElseThrow(), within(1e-12));
        assertThat(estimate.upper() - estimate.value()).isCloseTo(normal, within(.15 * normal));
        assertThat(estimate.value() - estimate.lower()).isCloseTo(normal, within(.15 * normal));
    }

    @Test
    void equalScoresGiveEqualIntervals() {
        double[] scores = new SplittableRandom(6).doubles(60).toArray();
        Metric metric = new Metric.Jaccard();
        assertThat(new Estimation(60).estimate(metric, scores)).isEqualTo(new Estimation(60).estimate(metric, scores));
    }
}
