package dev.mlink.operator.group.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.api.v1alpha1.status.CostSource;
import dev.mlink.api.v1alpha1.status.CostStatus;
import dev.mlink.operator.group.spec.ConfidenceSpec;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.MeasuredCost.Unreleased;
import dev.mlink.operator.group.spec.Measuring;
import dev.mlink.operator.group.spec.Measuring.Exercised;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.triton.MemorySource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CostReportsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long MIB = 1 << 20;

    @Test
    void aMeasuredCostIsReadAsItWasWritten() {
        MeasuredCost cost = new MeasuredCost(
                100 * MIB, 3 * MIB, "by hand", Optional.of(new Unreleased("triton-0", 12345)), .25, NOON);

        CostStatus status = write(cost, OptionalLong.empty());

        assertThat(status.source()).isEqualTo(CostSource.MEASURED);
        assertThat(CostReports.read(status)).isEqualTo(cost);
    }

    @Test
    void ofADeclaredCostOnlyTheTimeIsMeasured() {
        CostStatus status = write(MeasuredCost.ofTime(.25, NOON), OptionalLong.of(100 * MIB));

        assertThat(status.source()).isEqualTo(CostSource.DECLARED);
        assertThat(status.method()).isNull();
        assertThat(CostReports.read(status)).isEqualTo(MeasuredCost.ofTime(.25, NOON));
    }

    @Test
    void aMeasurementGoesOnFromItsStatus() {
        Measuring measuring = new Measuring(
                "a",
                "triton-0",
                MemorySource.KUBELET,
                2,
                List.of(50L, 51L),
                List.of(150L),
                List.of(160L),
                List.of(),
                Optional.of(new Exercised(8, .5, 7, "")),
                Optional.of(NOON));

        assertThat(CostReports.read(CostReports.measuring(measuring))).isEqualTo(measuring);
        Measuring refused = measuring.withExercised(new Exercised(0, 0, 0, "no zeros"));
        assertThat(CostReports.read(CostReports.measuring(refused))).isEqualTo(refused);
    }

    @Test
    void noReadingIsTakenTwiceThoughStatusKeepsWholeSeconds() {
        Instant taken = NOON.plusMillis(700);
        Measuring waiting = Measuring.of("a", "triton-0", MemorySource.KUBELET).from(taken);

        Instant since = CostReports.read(CostReports.measuring(waiting)).since().orElseThrow();

        assertThat(taken).isBefore(since);
        assertThat(since).isBefore(taken.plusSeconds(1));
    }

    private static CostStatus write(MeasuredCost cost, OptionalLong declared) {
        ModelSpec model = new ModelSpec(
                "a",
                Map.of(),
                Output.getDefaultInstance(),
                1,
                false,
                OptionalDouble.empty(),
                ConfidenceSpec.NONE,
                declared,
                Optional.empty());
        return new CostReports(GroupMemory.EMPTY.withCosts(Map.of("a", cost)))
                .cost(model)
                .orElseThrow();
    }
}
