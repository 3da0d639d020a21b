package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import dev.mlink.triton.TritonAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At the wire, with a page as Triton writes it: there is no GPU where these tests run. */
class GpuMemoryMeterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PAGE =
            """
            # HELP nv_gpu_memory_total_bytes GPU total memory, in bytes
            # TYPE nv_gpu_memory_total_bytes gauge
            nv_gpu_memory_total_bytes{gpu_uuid="GPU-1"} 25757220864
            # HELP nv_gpu_memory_used_bytes GPU used memory, in bytes
            # TYPE nv_gpu_memory_used_bytes gauge
            nv_gpu_memory_used_bytes{gpu_uuid="GPU-1"} 4617142272
            nv_gpu_memory_used_bytes{gpu_uuid="GPU-2"} 1.5e+09
            nv_cpu_memory_used_bytes 8000
            """;

    private final GpuMemoryMeter meter = new GpuMemoryMeter(Clock.fixed(NOW, ZoneOffset.UTC));
    private HttpServer server;
    private int status = 200;
    private String page = PAGE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sumsWhatIsTakenOfAllGpus() {
        assertThat(meter.read(triton()))
                .isEqualTo(new Measured(4_617_142_272L + 1_500_000_000L, NOW.minusSeconds(4), MemorySource.GPU));
    }

    @Test
    void tellsGpusApart() {
        assertThat(new MetricsPage(PAGE).gpuUsedBytes())
                .containsOnlyKeys("GPU-1", "GPU-2")
                .containsEntry("GPU-1", 4_617_142_272L);
    }

    @Test
    void saysWhatIsMissingWhereTritonSeesNoGpu() {
        page = "nv_cpu_memory_used_bytes 8000\n";

        assertThat(reason()).contains("nv_gpu_memory_used_bytes", "metricsPort", triton().toString());
    }

    @Test
    void saysWhatCameWhenThereIsNoPage() {
        status = 404;
        assertThat(reason()).contains("answers 404");
        server.stop(0);
        assertThat(reason()).contains("cannot be read");
    }

    private String reason() {
        return ((NotMeasured) meter.read(triton())).reason();
    }

    private TritonAddress triton() {
        return new TritonAddress("127.0.0.1", server.getAddress().getPort());
    }
}
