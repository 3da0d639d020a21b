package dev.mlink.operator.triton;

import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import dev.mlink.triton.TritonAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Reads Triton's metrics page. Its figures are those of whole GPUs, all of the endpoint's together, and Triton takes them
 * anew every 2 s ({@code --metrics-interval-ms}); what it does not say is when, so that a reading counts as two such
 * intervals old.
 */
@Singleton
final class GpuMemoryMeter {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration AGE = Duration.ofSeconds(4);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Clock clock;

    @Inject
    GpuMemoryMeter() {
        this(Clock.systemUTC());
    }

    GpuMemoryMeter(Clock clock) {
        this.clock = clock;
    }

    /** The memory that is taken of all GPUs together. */
    MemoryReading read(TritonAddress metrics) {
        Instant asked = clock.instant();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"))
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> page = client.send(request, HttpResponse.BodyHandlers.ofString());
            return page.statusCode() == HttpURLConnection.HTTP_OK
                    ? read(new GpuMetrics(page.body()).usedBytes(), metrics, asked)
                    : notMeasured(metrics, "answers " + page.statusCode());
        } catch (IOException failure) {
            return notMeasured(metrics, "cannot be read (" + failure + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return notMeasured(metrics, "was not waited for");
        }
    }

    private static MemoryReading read(Map<String, Long> used, TritonAddress metrics, Instant asked) {
        if (used.isEmpty()) {
            return notMeasured(
                    metrics, "has no " + GpuMetrics.USED + ": Triton sees no GPU, or runs without --allow-gpu-metrics");
        }
        long bytes = used.values().stream().mapToLong(Long::longValue).sum();
        return new Measured(bytes, asked.minus(AGE), MemorySource.GPU);
    }

    private static MemoryReading notMeasured(TritonAddress metrics, String why) {
        return new NotMeasured(
                "the metrics page of Triton at " + metrics + " (spec.triton.service.metricsPort) " + why);
    }
}
