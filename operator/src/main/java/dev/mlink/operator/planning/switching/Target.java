package dev.mlink.operator.planning.switching;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a switch leads to.
 *
 * @param models the models to be loaded and exact on every endpoint, pinned ones included
 * @param overrides other sets for single endpoints, as a profile needs them
 * @param attempted loads that were begun under this target. A failure shows in Triton's index until the next load, so
 *     only a failed load that is named here rolls back; if this memory is lost, the load is tried once more
 */
public record Target(Set<String> models, Map<String, Set<String>> overrides, Set<Placement> attempted) {

    public Target {
        models = Set.copyOf(models);
        overrides = overrides.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
        attempted = Set.copyOf(attempted);
    }

    /** The same set on every endpoint, nothing tried yet. */
    public static Target everywhere(Set<String> models) {
        return new Target(models, Map.of(), Set.of());
    }

    /** The models to be loaded on this endpoint. */
    public Set<String> on(String endpoint) {
        return overrides.getOrDefault(endpoint, models);
    }
}
