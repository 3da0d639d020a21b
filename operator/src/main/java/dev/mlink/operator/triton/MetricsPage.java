package dev.mlink.operator.triton;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Triton tells on its metrics port.
 *
 * @param text as Prometheus reads it
 */
public record MetricsPage(String text) {

    static final String GPU_USED = "nv_gpu_memory_used_bytes";
    private static final String GPU_TOTAL = "nv_gpu_memory_total_bytes";
    private static final String PENDING = "nv_inference_pending_request_count";
    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    /** How many requests wait for an instance, by model over all its versions. */
    public Map<String, Long> pendingRequests() {
        return sums(PENDING, "model");
    }

    /** By UUID of the GPU, the bytes that all processes together take of it; empty where Triton sees none. */
    Map<String, Long> gpuUsedBytes() {
        return sums(GPU_USED, "gpu_uuid");
    }

    /** How much memory Triton's GPUs have together; 0 where it sees none. */
    public long gpuTotalBytes() {
        return sums(GPU_TOTAL, "gpu_uuid").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** A metric's samples, added up by one of its labels. */
    private Map<String, Long> sums(String metric, String label) {
        Pattern sample = Pattern.compile(
                "^" + metric + "\\{(?:[^}]*,)?" + label + "=" + QUOTED + "[^}]*} (\\S+)", Pattern.MULTILINE);
        Map<String, Long> sums = new TreeMap<>();
        Matcher samples = sample.matcher(text);
        while (samples.find()) {
            sums.merge(samples.group(1), (long) Double.parseDouble(samples.group(2)), Long::sum);
        }
        return sums;
    }
}
