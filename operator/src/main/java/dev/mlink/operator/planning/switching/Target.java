package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.placement.Seat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a switch leads to.
 *
 * @param models the models to be loaded and exact on every endpoint, pinned ones included
 * @param overrides other sets for single endpoints, as a profile needs them
 * @param attempted loads that were begun under this target. A failure shows in Triton's index until the next load, so
 *     only a failed load that is named here rolls back; if this memory is lost, the load is tried once more
 * @param seats endpoint -> model -> where it is to be loaded there, and how often; absent: as its configuration says
 */
public record Target(
        Set<String> models,
        Map<String, Set<String>> overrides,
        Set<Placement> attempted,
        Map<String, Map<String, Seat>> seats) {

    /** Where every model is loaded as its configuration says. */
    public Target(Set<String> models, Map<String, Set<String>> overrides, Set<Placement> attempted) {
        this(models, overrides, attempted, Map.of());
    }

    public Target {
        seats = seats.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(e.getValue())));
        models = Set.copyOf(models);
        overrides = overrides.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
        attempted = Set.copyOf(attempted);
    }

    /** The same set on every endpoint, nothing tried yet. */
    public static Target everywhere(Set<String> models) {
        return new Target(models, Map.of(), Set.of());
    }

    /** Where a model is to be loaded on this endpoint; empty: as its configuration says. */
    Optional<Seat> seat(String endpoint, String model) {
        return Optional.ofNullable(seats.getOrDefault(endpoint, Map.of()).get(model));
    }

    /** The same target with its models in these places. */
    public Target seated(Map<String, Map<String, Seat>> places) {
        return new Target(models, overrides, attempted, places);
    }

    /** The models to be loaded on this endpoint. */
    public Set<String> on(String endpoint) {
        return overrides.getOrDefault(endpoint, models);
    }
}
