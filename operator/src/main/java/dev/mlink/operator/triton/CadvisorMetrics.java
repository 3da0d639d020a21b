package dev.mlink.operator.triton;

import dev.mlink.operator.triton.MemoryReading.Measured;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a kubelet says under {@code /metrics/cadvisor} about the memory of one container: its own control group where the
 * kubelet knows it, else that of its pod.
 *
 * <p>The kernel counts shared memory as cache, beside the pages of files; both generations of control groups do. So
 * rss + cache - active file pages - inactive file pages is process memory and shared memory. The working set that
 * {@code /metrics/resource} has holds kernel memory and file pages too.
 *
 * @param values bytes by metric
 * @param at when they were taken
 */
record CadvisorMetrics(Map<String, Long> values, Instant at) {
    private static final String RSS = "container_memory_rss";
    private static final String CACHE = "container_memory_cache";
    private static final String ACTIVE_FILE = "container_memory_total_active_file_bytes";
    private static final String INACTIVE_FILE = "container_memory_total_inactive_file_bytes";

    private static final Pattern SAMPLE =
            Pattern.compile("^(container_memory_[a-z_]+)\\{(.*)} (\\S+) (\\d+)$", Pattern.MULTILINE);

    /** Picks the samples of one container out of Prometheus text. */
    static CadvisorMetrics ofContainer(String text, String namespace, String pod, String container) {
        return read(text, label("namespace", namespace), label("pod", pod), label("container", container));
    }

    /** Picks the samples of a whole pod; the name is empty, since its sandbox has one. */
    static CadvisorMetrics ofPod(String text, String namespace, String pod) {
        return read(text, label("namespace", namespace), label("pod", pod), label("container", ""), label("name", ""));
    }

    private static CadvisorMetrics read(String text, String... wanted) {
        Map<String, Long> values = new HashMap<>();
        long newest = 0;
        Matcher samples = SAMPLE.matcher(text);
        while (samples.find()) {
            String labels = "," + samples.group(2);
            if (Stream.of(wanted).allMatch(labels::contains)) {
                values.put(samples.group(1), (long) Double.parseDouble(samples.group(3)));
                newest = Math.max(newest, Long.parseLong(samples.group(4)));
            }
        }
        return new CadvisorMetrics(values, Instant.ofEpochMilli(newest));
    }

    private static String label(String name, String value) {
        return "," + name + "=\"" + value + "\"";
    }

    /** The figure; none when one of its four parts is missing. */
    Optional<Measured> memory() {
        if (!values.keySet().containsAll(List.of(RSS, CACHE, ACTIVE_FILE, INACTIVE_FILE))) {
            return Optional.empty();
        }
        long files = values.get(ACTIVE_FILE) + values.get(INACTIVE_FILE);
        long bytes = values.get(RSS) + Math.max(0, values.get(CACHE) - files);
        return Optional.of(new Measured(bytes, at, MemorySource.KUBELET));
    }
}
