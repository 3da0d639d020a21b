package dev.mlink.benchmark.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.benchmark.selection.Timing.Millis;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionBenchmarkTest {

    private static final Ratios PERFECT = new Ratios(1, 1, 1, 1);

    /** So short that its times mean nothing; what Auto reaches has to hold on every instance. */
    @Test
    void shortForm() {
        SelectionReport report = SelectionBenchmark.report(10, 2, new Timing(1, 1));
        assertThat(report.table())
                .anyMatch(line -> line.contains("10 models, beta"))
                .anyMatch(line -> line.startsWith("Standalone"))
                .anyMatch(line -> line.startsWith("ActivationProbability"))
                .anyMatch(line -> line.startsWith("PartialEnumeration"));
        assertThat(report.wrong()).noneMatch(sentence -> sentence.startsWith("Auto"));
        report.quality().values().forEach(strategies -> assertThat(
                        strategies.get(Quality.STANDALONE).mean())
                .isLessThan(strategies.get("ActivationProbability").mean()));
    }

    @Test
    void goalsThatAreMissed() {
        var report = new SelectionReport(
                Map.of("some", Map.of("Auto", new Ratios(.999, .995, .98, .5))),
                new Millis(51, 60),
                new Millis(1001, 9e3));
        assertThat(report.wrong())
                .containsExactly(
                        "Auto falls to 0.9800 on some; the goal is 0.99",
                        "Greedy takes 51.0 ms on 100 models; the goal is 50",
                        "Exact takes 1001.0 ms on 30 models; the goal is 1000");
        assertThat(new SelectionReport(Map.of("some", Map.of("Auto", PERFECT)), new Millis(50, 60), new Millis(1, 2))
                        .wrong())
                .isEmpty();
    }

    @Test
    void bruteForceKnowsTheEnsembleGain() {
        var link = new double[][] {{1, 0, .5}, {0, 1, .6}, {0, 0, 1}};
        var two = new Instance(link, new double[3], new long[] {1, 1, 3}, 2, .1);
        assertThat(new BruteForce(two).optimum()).isCloseTo((1 + 1 + .7) / 3, within(1e-12));
        var one = new Instance(link, new double[3], new long[] {1, 1, 3}, 1, .1);
        assertThat(new BruteForce(one).optimum()).isCloseTo((1 + .6) / 3, within(1e-12));
    }
}
