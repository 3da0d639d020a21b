package dev.mlink.operator.planning.switching;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routing table in force, as far as a switch looks at it.
 *
 * @param epoch its number; 0 before the first table
 * @param exact endpoint -> models that it calls exact there
 * @param age how long it has been in force
 */
public record TableInForce(long epoch, Map<String, Set<String>> exact, Duration age) {

    public TableInForce {
        exact = exact.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
    }

    /** No table was ever published. */
    public static TableInForce none() {
        return new TableInForce(0, Map.of(), Duration.ZERO);
    }

    /** The models that the table calls exact on this endpoint. */
    public Set<String> exactOn(String endpoint) {
        return exact.getOrDefault(endpoint, Set.of());
    }
}
