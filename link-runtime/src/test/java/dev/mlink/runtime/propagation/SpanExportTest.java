package dev.mlink.runtime.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanExportTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void spansAreSentWhereAnEndpointIsNamed() {
        assertThat(SpanExport.asked(Map.of())).isFalse();
        assertThat(SpanExport.asked(Map.of(ENDPOINT, ""))).isFalse();
        assertThat(SpanExport.asked(Map.of(ENDPOINT, "http://collector:4318"))).isTrue();
        assertThat(SpanExport.asked(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector:4318/v1/traces")))
                .isTrue();
    }

    @Test
    void whatForbidsThemWins() {
        assertThat(SpanExport.asked(Map.of(ENDPOINT, "http://collector:4318", "OTEL_SDK_DISABLED", "true")))
                .isFalse();
        assertThat(SpanExport.asked(Map.of(ENDPOINT, "http://collector:4318", "OTEL_TRACES_EXPORTER", "none")))
                .isFalse();
    }

    @Test
    void aProtocolThatCannotBeSpokenSendsNothingAndStopsNothing() {
        assertThat(SpanExport.of(Map.of(ENDPOINT, "http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")))
                .isEmpty();
    }
}
