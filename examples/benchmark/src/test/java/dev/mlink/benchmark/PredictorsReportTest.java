package dev.mlink.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PredictorsReportTest {
    private static final Figure FRAMEWORK = new Figure(26, 93, 6_000);

    @Test
    void goalsThatHold() {
        assertThat(report(new Figure(1, 40, .4)).wrong()).isEmpty();
    }

    @Test
    void goalsThatAreMissed() {
        assertThat(report(new Figure(1.01, 1.2, 16)).wrong())
                .containsExactly(
                        "the median answer of vec2vec 12-24-64 takes 1.01 us; the goal is 1",
                        "an answer of vec2vec 12-24-64 allocates 16.0 bytes; the goal is none");
    }

    @Test
    void tableShowsBoth() {
        assertThat(report(new Figure(.64, 1.2, 0)).table())
                .last()
                .asString()
                .contains("vec2vec 12-24-64", "0.64", "1.20", "26.00", "6000.0");
    }

    private static PredictorsReport report(Figure figure) {
        return new PredictorsReport(
                new TreeMap<>(Map.of(Network.VEC2VEC, figure)), new TreeMap<>(Map.of(Network.VEC2VEC, FRAMEWORK)));
    }
}
