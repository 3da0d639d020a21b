package dev.mlink.benchmark.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverheadReportTest {

    @Test
    void theIntervalNeedsNoLawOfTheFigures() {
        Paired paired = Paired.of(new double[] {12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        assertThat(paired.median()).isEqualTo(6.5);
        // of 12 fair coins at most 2 show heads with probability .019, at most 3 with .073
        assertThat(paired.lower()).isEqualTo(3);
        assertThat(paired.upper()).isEqualTo(10);
    }

    @Test
    void differencesAreWithinARound() {
        Trial trial = new Trial(
                "1 KiB",
                16,
                IntStream.range(0, 9)
                        .mapToObj(round -> round(round, round + .1, 1000, 10))
                        .toList());
        assertThat(trial.difference(Trial.RUNTIME, Trial.BARE, sample -> sample.alone()
                                .p50())
                        .median())
                .isCloseTo(.1, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void saysWhichGoalIsMissed() {
        assertThat(report(.1, 900, 12).wrong()).isEmpty();
        assertThat(report(.2, 900, 12).wrong()).singleElement().asString().contains("p50", "1 KiB", "0.200", "<= 0.15");
        assertThat(report(.1, 800, 12).wrong())
                .hasSize(4)
                .allMatch(sentence -> sentence.contains("requests per second"));
        assertThat(report(.1, 900, 14).wrong()).singleElement().asString().contains("CPU per request", "1.4");
        assertThat(report(.1, 900, 12).table()).anyMatch(line -> line.contains("link-runtime"));
    }

    /** Beside a bare proxy of 1 ms, 1000 per second and 10 us. */
    private static OverheadReport report(double more, double perSecond, double cpu) {
        Map<Integer, Trial> sizes = new LinkedHashMap<>();
        for (int size : List.of(OverheadReport.SMALL, OverheadReport.MEDIUM, OverheadReport.LARGE)) {
            sizes.put(size, trial((size >> 10) + " KiB", more, perSecond, cpu));
        }
        return new OverheadReport(sizes, trial("1 KiB, 10 ms", more, perSecond > 850 ? 960 : perSecond, cpu));
    }

    private static Trial trial(String name, double more, double perSecond, double cpu) {
        return new Trial(
                name,
                16,
                IntStream.range(0, 10)
                        .mapToObj(round -> round(1, 1 + more, perSecond, cpu))
                        .toList());
    }

    private static Map<String, Sample> round(double bare, double runtime, double perSecond, double cpu) {
        Map<String, Sample> round = new LinkedHashMap<>();
        round.put(Trial.DIRECT, sample(bare, 1000, 0));
        round.put(Trial.BARE, sample(bare, 1000, 10));
        round.put(Trial.RUNTIME, sample(runtime, perSecond, cpu));
        return round;
    }

    private static Sample sample(double p50, double perSecond, double cpu) {
        return new Sample(new Load.Measured(p50, p50, 1 / p50), new Load.Measured(p50, p50, perSecond), cpu);
    }
}
