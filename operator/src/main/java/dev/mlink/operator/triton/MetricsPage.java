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
    private static final String ANSWERED = "nv_inference_request_success";
    private static final String QUEUED = "nv_inference_queue_duration_us";
    private static final String EXECUTED = "nv_inference_compute_infer_duration_us";
    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    /** How many requests wait for an instance, by model over all its versions. */
    public Map<String, Long> pendingRequests() {
        return sums(PENDING, "model");
    }

    /** What Triton has answered since each model was loaded, by model over all its versions and GPUs. */
    public Map<String, ServedRequests> servedRequests() {
        Map<String, Long> queued = sums(QUEUED, "model");
        Map<String, Long> executed = sums(EXECUTED, "model");
        Map<String, ServedRequests> served = new TreeMap<>();
        sums(ANSWERED, "model")
                .forEach((model, requests) -> served.put(
                        model,
                        new ServedRequests(
                                requests, queued.getOrDefault(model, 0L), executed.getOrDefault(model, 0L))));
        return served;
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
