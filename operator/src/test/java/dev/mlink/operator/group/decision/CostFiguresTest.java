package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.Measuring;
import dev.mlink.operator.group.spec.Measuring.Exercised;
import dev.mlink.operator.triton.MemorySource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostFiguresTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long MIB = 1 << 20;

    @Test
    void theLargestGrowthIsTheCost() {
        MeasuredCost cost = cost(measuring(1, List.of(150, 152), 53, 0));

        assertThat(cost.bytes()).as("152 less 50").isEqualTo(102 * MIB);
        assertThat(cost.spread()).as("150 less 53 is the smallest").isEqualTo(5 * MIB);
        assertThat(cost.millis()).isEqualTo(.5);
        assertThat(cost.at()).isEqualTo(NOON);
    }

    @Test
    void whatABackendReportsCountsWhereItIsMore() {
        assertThat(cost(measuring(1, List.of(150, 150), 50, 120)).bytes()).isEqualTo(120 * MIB);
        assertThat(cost(measuring(1, List.of(150, 150), 50, 80)).bytes()).isEqualTo(100 * MIB);
        assertThat(cost(measuring(1, List.of(150, 150), 50, 80)).method()).contains("the backend reports 80Mi");
    }

    @Test
    void instancesShareIt() {
        MeasuredCost cost = cost(measuring(2, List.of(150, 150), 50, 0));

        assertThat(cost.bytes()).isEqualTo(50 * MIB);
        assertThat(cost.method()).contains("of 2 instances");
    }

    @Test
    void memoryThatStayedIsNoBaseline() {
        MeasuredCost cost = cost(measuring(1, List.of(150, 150), 90, 0));

        assertThat(cost.bytes()).isEqualTo(100 * MIB);
        assertThat(cost.spread()).isZero();
        assertThat(cost.unreleased().orElseThrow().bytes()).isEqualTo(40 * MIB);
    }

    private static MeasuredCost cost(Measuring measuring) {
        return new CostFigures(measuring).cost(NOON);
    }

    private static Measuring measuring(int instances, List<Integer> inference, int after, long reported) {
        return new Measuring(
                "a",
                "triton-0",
                MemorySource.GPU,
                instances,
                List.of(50 * MIB, 50 * MIB),
                List.of(140 * MIB),
                inference.stream().map(mebibytes -> mebibytes * MIB).toList(),
                List.of(after * MIB),
                Optional.of(new Exercised(8, .5, reported * MIB, "")),
                Optional.empty());
    }
}
