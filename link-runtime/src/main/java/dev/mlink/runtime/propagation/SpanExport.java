package dev.mlink.runtime.propagation;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Sends spans to a collector, as OpenTelemetry's own variables say: {@code OTEL_EXPORTER_OTLP_ENDPOINT} and the others. */
public record SpanExport(OpenTelemetrySdk sdk) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SpanExport.class);
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String PROTOCOL = "http/protobuf";
    /** A collector that has gone silent does not keep a pod from stopping. */
    private static final long LAST_WORDS_SECONDS = 2;

    /** Only spans: metrics are scraped, and logs go to the console. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "mlink-link-runtime",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", PROTOCOL);

    /**
     * Empty where no variable says where to, where one forbids it, or where they are wrong: a warning says why. Requests are
     * answered all the same.
     */
    public static Optional<SpanExport> of(Map<String, String> environment) {
        if (!asked(environment)) {
            return Optional.empty();
        }
        try {
            requireProtocol(environment);
            return Optional.of(new SpanExport(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk()));
        } catch (ConfigurationException | IllegalStateException wrong) {
            LOG.warnf("no spans are sent: %s", wrong.getMessage());
            return Optional.empty();
        }
    }

    static boolean asked(Map<String, String> environment) {
        boolean somewhere = Stream.of(ENDPOINT, TRACES_ENDPOINT)
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
        return somewhere
                && !"true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"))
                && !"none".equals(environment.get("OTEL_TRACES_EXPORTER"));
    }

    private static void requireProtocol(Map<String, String> environment) {
        Stream.of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
                .filter(name -> !environment.getOrDefault(name, PROTOCOL).equals(PROTOCOL))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException(
                            name + " is '" + environment.get(name) + "'; write '" + PROTOCOL + "'");
                });
    }

    public Tracing tracing() {
        return new Tracing(sdk);
    }

    /** Sends what waits, for a moment. */
    @Override
    public void close() {
        sdk.shutdown().join(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }
}
