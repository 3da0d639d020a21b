package dev.mlink.runtime.serving;

import dev.mlink.runtime.propagation.SpanExport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The data plane in Quarkus' life cycle. Ready means that requests are routed, whatever Triton is doing. */
@Singleton
@Readiness
public class LinkRuntime implements HealthCheck {
    private final Optional<SpanExport> spans;
    private final DataPlane plane;
    private volatile boolean stopping;

    LinkRuntime(
            ServingSettings settings,
            Certificates certificates,
            @ConfigProperty(name = "quarkus.application.version") String version,
            MeterRegistry metrics,
            Vertx vertx) {
        this.spans = SpanExport.of(System.getenv());
        this.plane = new DataPlane(settings, certificates, spans, version, metrics, vertx);
    }

    void start(@Observes StartupEvent started) throws IOException {
        plane.start();
    }

    void routes(@Observes Router router) {
        router.route().handler(context -> plane.http().handle(context.request()));
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        plane.stop();
        spans.ifPresent(SpanExport::close);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("routing table")
                .status(plane.routes() && !stopping)
                .withData("epoch", plane.epoch())
                .build();
    }
}
