package dev.mlink.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.status.EventReason;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class GroupMetricsTest {

    private static final String GROUP =
            """
            metadata: {namespace: team, name: NAME}
            spec:
              budget: {device: CPU, memory: 640Mi}
              triton: {service: {name: triton}}
              models: [{name: a, output: {tensor: y, task: Regression}}]
            """;
    private static final String STATUS =
            """
            summary: {active: 1/3, used: 400Mi, performance: 0.9}
            conditions:
              - {type: Ready, status: "True", reason: Serving, message: m, lastTransitionTime: "2026-01-01T00:00:00Z"}
            models:
              - {name: a, state: Active}
              - {name: b, state: Predicted}
              - {name: c, state: Predicted}
            """;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GroupMetrics metrics = new GroupMetrics(registry);
    private final ModelGroup digits = group("digits");

    @Test
    void aGroupIsShownAsItWasLastReported() {
        metrics.show(digits, ModelGroupStatus.EMPTY);
        assertThat(gauge("mlink.group.ready")).isZero();
        assertThat(gauge("mlink.group.performance")).isNaN();
        assertThat(gauge("mlink.group.budget.bytes")).isEqualTo(640 << 20);

        metrics.show(digits, Serialization.unmarshal(STATUS, ModelGroupStatus.class));

        assertThat(gauge("mlink.group.ready")).isOne();
        assertThat(gauge("mlink.group.performance")).isEqualTo(.9);
        assertThat(gauge("mlink.group.used.bytes")).isEqualTo(400 << 20);
        assertThat(gauge("mlink.group.models", "state", "predicted")).isEqualTo(2);
        assertThat(gauge("mlink.group.models", "state", "unavailable")).isZero();
    }

    @Test
    void aGroupThatIsGoneTakesItsMetersAlongAndNoOthers() {
        metrics.show(digits, ModelGroupStatus.EMPTY);
        metrics.count(digits, EventReason.DriftFound);
        metrics.show(group("other"), ModelGroupStatus.EMPTY);

        metrics.forget(digits);

        assertThat(registry.find("mlink.group.events").counters()).isEmpty();
        assertThat(registry.find("mlink.group.ready").gauges())
                .singleElement()
                .satisfies(left -> assertThat(left.getId().getTag("group")).isEqualTo("other"));
    }

    @Test
    void eventsAreCountedByReason() {
        metrics.count(digits, EventReason.ModelLoaded);
        metrics.count(digits, EventReason.ModelLoaded);

        assertThat(registry.get("mlink.group.events")
                        .tags("namespace", "team", "group", "digits", "reason", "ModelLoaded")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags("group", "digits").tags(tags).gauge().value();
    }

    private static ModelGroup group(String name) {
        return Serialization.unmarshal(GROUP.replace("NAME", name), ModelGroup.class);
    }
}
