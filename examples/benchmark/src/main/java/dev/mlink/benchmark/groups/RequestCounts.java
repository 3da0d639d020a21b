package dev.mlink.benchmark.groups;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API server's own count of the requests that it has served.
 *
 * @param counts by verb and resource, such as {@code PATCH modelgroups}
 */
record RequestCounts(Map<String, Long> counts) {

    private static final Pattern LINE = Pattern.compile("^apiserver_request_total\\{(.*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern VERB = Pattern.compile("verb=\"([^\"]*)\"");
    private static final Pattern RESOURCE = Pattern.compile("[{,]resource=\"([^\"]*)\"");
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION");
    /** Each process that holds a lease renews it, the API server too. */
    private static final String LEASES = " leases";

    static RequestCounts of(KubernetesClient admin) {
        Map<String, Long> counts = new TreeMap<>();
        Matcher line = LINE.matcher(admin.raw("/metrics"));
        while (line.find()) {
            String name = first(VERB, line.group(1)) + " " + first(RESOURCE, "," + line.group(1));
            counts.merge(name, Math.round(Double.parseDouble(line.group(2))), Long::sum);
        }
        return new RequestCounts(counts);
    }

    RequestCounts since(RequestCounts before) {
        Map<String, Long> difference = new TreeMap<>();
        counts.forEach((name, count) -> {
            long more = count - before.counts.getOrDefault(name, 0L);
            if (more > 0) {
                difference.put(name, more);
            }
        });
        return new RequestCounts(difference);
    }

    /** Everything that was written except Leases. */
    RequestCounts writes() {
        return only(name -> isWrite(name) && !name.endsWith(LEASES));
    }

    RequestCounts leases() {
        return only(name -> isWrite(name) && name.endsWith(LEASES));
    }

    RequestCounts reads() {
        return only(name -> name.startsWith("GET ") || name.startsWith("LIST "));
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private RequestCounts only(Predicate<String> kept) {
        return new RequestCounts(counts.entrySet().stream()
                .filter(entry -> kept.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new)));
    }

    private static boolean isWrite(String name) {
        return WRITES.contains(name.substring(0, name.indexOf(' ')));
    }

    private static String first(Pattern pattern, String labels) {
        Matcher found = pattern.matcher(labels);
        return found.find() ? found.group(1) : "";
    }
}
