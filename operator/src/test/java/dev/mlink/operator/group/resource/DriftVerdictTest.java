package dev.mlink.operator.group.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.Drift.Loss;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.status.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftVerdictTest {

    @Test
    void beforeTheFirstTestNothingIsKnown() {
        DriftVerdict verdict = new DriftVerdict(GroupMemory.EMPTY);
        assertThat(verdict.status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo(Reason.NotTested);
    }

    @Test
    void aDriftNamesModelsFiguresAndSamples() {
        DriftVerdict verdict = verdict(Map.of("parity", new Loss(.95, .71), "box", new Loss(.8, .6)), "");
        assertThat(verdict.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(verdict.reason()).isEqualTo(Reason.Drifted);
        assertThat(verdict.text())
                .startsWith("model 'box' is predicted with 0.6 instead of 0.8, model 'parity' is predicted with 0.71")
                .contains("138 audit samples of profile p2", "training p1");
    }

    @Test
    void whatHoldsSaysOnHowManySamples() {
        DriftVerdict verdict = verdict(Map.of(), "");
        assertThat(verdict.status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(verdict.reason()).isEqualTo(Reason.Stable);
        assertThat(verdict.text()).startsWith("no loss on 138 audit samples");
    }

    @Test
    void whatCouldNotBeTestedSaysWhy() {
        DriftVerdict verdict = verdict(Map.of(), "too few");
        assertThat(verdict.status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo(Reason.NotTested);
        assertThat(verdict.text()).isEqualTo("too few");
    }

    private static DriftVerdict verdict(Map<String, Loss> losses, String untested) {
        return new DriftVerdict(GroupMemory.EMPTY.withDrift(
                new Drift("p1", "p2", Instant.EPOCH, 138, losses, untested, Instant.EPOCH)));
    }
}
