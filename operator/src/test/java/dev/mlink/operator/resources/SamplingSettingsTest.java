package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.spec.ModelGroupSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplingSettingsTest {
    private static final String DECLARED =
            """
            profiling: {samples: 200}
            sampling:
              enabled: false
              strategy: LossPrediction
              informativeShare: 0.2
              informativeRate: 0.1
              retention: 90m
            """;

    @Test
    void whatIsDeclaredReachesTheRuntime() {
        assertThat(environment(DECLARED))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "MLINK_SAMPLING_ENABLED", "false",
                        "MLINK_SAMPLING_CAPACITY", "200",
                        "MLINK_SAMPLING_RETENTION", "PT1H30M",
                        "MLINK_SAMPLING_STRATEGY", "LOSS_PREDICTION",
                        "MLINK_SAMPLING_INFORMATIVE_SHARE", "0.2",
                        "MLINK_SAMPLING_INFORMATIVE_RATE", "0.1"));
    }

    @Test
    void inputsFadeAfterTwoPeriodsUnlessDeclaredOtherwise() {
        assertThat(environment("profiling: {interval: 30m}"))
                .containsEntry("MLINK_SAMPLING_RETENTION", "PT1H")
                .containsEntry("MLINK_SAMPLING_STRATEGY", "RANDOM");
    }

    private static Map<String, String> environment(String yaml) {
        ModelGroupSpec spec = Serialization.unmarshal(yaml, ModelGroupSpec.class);
        return new SamplingSettings(spec)
                .environment().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}
