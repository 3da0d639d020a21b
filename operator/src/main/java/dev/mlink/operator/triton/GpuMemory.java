package dev.mlink.operator.triton;

import dev.mlink.triton.TritonAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How much memory Triton's GPUs have together, as its metrics say. */
public final class GpuMemory {

    private static final String METRIC = "nv_gpu_memory_total_bytes{";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** In bytes; 0 where Triton sees no GPU or does not answer at once. */
    public long total(TritonAddress metrics) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            return total(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** One line per GPU, such as {@code nv_gpu_memory_total_bytes{gpu_uuid="GPU-1"} 85899345920.000000}. */
    static long total(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(METRIC))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
