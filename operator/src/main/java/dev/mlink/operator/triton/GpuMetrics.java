package dev.mlink.operator.triton;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Triton's metrics page, Prometheus text, says of its GPUs. */
record GpuMetrics(String page) {
    static final String USED = "nv_gpu_memory_used_bytes";

    private static final Pattern SAMPLE =
            Pattern.compile("^" + USED + "\\{[^}]*gpu_uuid=\"([^\"]*)\"[^}]*} (\\S+)", Pattern.MULTILINE);

    /** By UUID of the GPU, the bytes that all processes together take of it; empty where Triton sees none. */
    Map<String, Long> usedBytes() {
        Map<String, Long> used = new TreeMap<>();
        Matcher samples = SAMPLE.matcher(page);
        while (samples.find()) {
            used.put(samples.group(1), (long) Double.parseDouble(samples.group(2)));
        }
        return used;
    }
}
