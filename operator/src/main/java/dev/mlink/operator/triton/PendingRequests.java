package dev.mlink.operator.triton;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests wait for an instance, by model over all its versions: {@code nv_inference_pending_request_count}. */
record PendingRequests(Map<String, Long> byModel) {

    private static final Pattern SAMPLE = Pattern.compile(
            "^nv_inference_pending_request_count\\{model=\"((?:[^\"\\\\]|\\\\.)*)\"[^}]*} (\\S+)$", Pattern.MULTILINE);

    PendingRequests {
        byModel = Map.copyOf(byModel);
    }

    /** Reads Triton's metrics, as Prometheus would. */
    static PendingRequests read(String text) {
        Map<String, Long> pending = new HashMap<>();
        Matcher samples = SAMPLE.matcher(text);
        while (samples.find()) {
            pending.merge(samples.group(1), (long) Double.parseDouble(samples.group(2)), Long::sum);
        }
        return new PendingRequests(pending);
    }
}
