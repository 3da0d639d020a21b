package dev.mlink.runtime.propagation;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends spans to a collector, as OpenTelemetry's own variables say: {@code OTEL_EXPORTER_OTLP_ENDPOINT} and the others. */
public record SpanExport(OpenTelemetrySdk sdk) implements AutoCloseable {
    private static final Set<String> ASKED_BY =
            Set.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER");

    /** Only spans: metrics are scraped, and logs go to the console. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "mlink-link-runtime",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", "http/protobuf");

    /**
     * Empty where no variable says where to: then nothing of it is even loaded.
     *
     * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException names the variable that is wrong
     */
    public static Optional<SpanExport> of(Map<String, String> environment) {
        return environment.keySet().stream().anyMatch(ASKED_BY::contains)
                ? Optional.of(new SpanExport(AutoConfiguredOpenTelemetrySdk.builder()
                        .addPropertiesSupplier(() -> DEFAULTS)
                        .disableShutdownHook()
                        .build()
                        .getOpenTelemetrySdk()))
                : Optional.empty();
    }

    public Tracing tracing() {
        return new Tracing(sdk);
    }

    /** Sends what waits. */
    @Override
    public void close() {
        sdk.close();
    }
}
