package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.evaluation.DriftTest.Scores;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTestTest {
    private static final int REPETITIONS = 2000;
    private final Random random = new Random(11);

    @Test
    void staysQuietWhereNothingHasChanged() {
        int alarms = 0;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            List<TargetDrift> targets = new DriftTest()
                    .test(Map.of(
                            "rarely wrong", labels(175, .95, 60, .95),
                            "often wrong", labels(175, .6, 60, .6),
                            "boxes", boxes(175, .7, 60, .7)));
            alarms += targets.stream().anyMatch(TargetDrift::drifted) ? 1 : 0;
        }
        // at most 1 in 100 by promise: 20, and three deviations of 4.4 above them
        assertThat(alarms).isLessThanOrEqualTo(33);
    }

    @Test
    void noticesALossThatMatters() {
        int noticed = 0;
        for (int repetition = 0; repetition < 200; repetition++) {
            List<TargetDrift> targets = new DriftTest()
                    .test(Map.of("changed", labels(175, .95, 60, .75), "same", labels(175, .95, 60, .95)));
            noticed += targets.get(0).drifted() ? 1 : 0;
        }
        assertThat(noticed).as("of 200 falls from .95 to .75 with 60 samples").isGreaterThan(160);
    }

    @Test
    void aGainIsNoDrift() {
        assertThat(new DriftTest().test(Map.of("better", labels(175, .6, 60, .99))))
                .singleElement()
                .satisfies(target -> {
                    assertThat(target.drifted()).isFalse();
                    assertThat(target.pValue()).isGreaterThan(.9);
                    assertThat(target.audited().value())
                            .isGreaterThan(target.certified().value());
                    assertThat(target.audited().samples()).isEqualTo(60);
                });
    }

    @Test
    void theSmallestIsHeldAgainstTheRateOfAllTheNextAgainstWhatIsLeft() {
        assertThat(DriftTest.drifted(Map.of("a", .004, "b", .006, "c", .5))).isEmpty();
        assertThat(DriftTest.drifted(Map.of("a", .003, "b", .0049, "c", .5))).containsExactlyInAnyOrder("a", "b");
        assertThat(DriftTest.drifted(Map.of("a", .0001, "b", .006, "c", .0101))).containsExactly("a");
        assertThat(DriftTest.drifted(Map.of())).isEmpty();
    }

    @Test
    void amongManyTargetsOneThatIsAlwaysWrongNowIsFound() {
        Map<String, Scores> many = new HashMap<>();
        for (int target = 0; target < 127; target++) {
            many.put("same" + target, labels(60, .9, 20, .9));
        }
        many.put("broken", labels(60, .9, 20, 0));
        assertThat(new DriftTest().test(many))
                .filteredOn(TargetDrift::drifted)
                .extracting(TargetDrift::target)
                .contains("broken");
    }

    private Scores labels(int before, double then, int after, double now) {
        return new Scores(new Metric.Accuracy(), flips(before, then), flips(after, now));
    }

    private Scores boxes(int before, double then, int after, double now) {
        return new Scores(new Metric.Jaccard(), graded(before, then), graded(after, now));
    }

    private double[] flips(int samples, double rate) {
        double[] scores = new double[samples];
        Arrays.setAll(scores, i -> random.nextDouble() < rate ? 1 : 0);
        return scores;
    }

    private double[] graded(int samples, double mean) {
        double[] scores = new double[samples];
        Arrays.setAll(scores, i -> Math.min(1, Math.max(0, mean + .2 * random.nextGaussian())));
        return scores;
    }
}
