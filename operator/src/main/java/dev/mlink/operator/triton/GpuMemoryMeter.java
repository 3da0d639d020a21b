package dev.mlink.operator.triton;

import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import dev.mlink.triton.TritonAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AGE = Duration.ofSeconds(4);

    private final MetricsPort port = MetricsPort.within(PATIENCE);
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
        TritonReply<MetricsPage> page = port.read(metrics);
        return page.answer()
                .map(known -> read(known.gpuUsedBytes(), metrics, asked))
                .orElseGet(() -> new NotMeasured(page.problem().orElseThrow()));
    }

    private static MemoryReading read(Map<String, Long> used, TritonAddress metrics, Instant asked) {
        if (used.isEmpty()) {
            return new NotMeasured(MetricsPort.page(metrics) + " has no " + MetricsPage.GPU_USED
                    + ": Triton sees no GPU, or runs without --allow-gpu-metrics");
        }
        long bytes = used.values().stream().mapToLong(Long::longValue).sum();
        return new Measured(bytes, asked.minus(AGE), MemorySource.GPU);
    }
}
