package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Packing;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.planning.switching.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Where the models of a set are to be loaded on each endpoint, and how often: as few as possible move. */
public record Seating(Observation seen) {

    /** These models, in their places. */
    public Target target(Set<String> models) {
        return Target.everywhere(models).seated(of(models));
    }

    /** Endpoint -> model -> place; a model that is not named is loaded as its configuration says. */
    private Map<String, Map<String, Seat>> of(Set<String> models) {
        Map<String, Map<String, Seat>> seats = new HashMap<>();
        if (seen.spec().placed()) {
            seen.endpoints().forEach(endpoint -> seats.put(endpoint.name(), on(endpoint, models)));
        }
        return seats;
    }

    private Map<String, Seat> on(TritonEndpoint endpoint, Set<String> models) {
        return seated(endpoint, models, this::chosen)
                .or(() -> seated(endpoint, models, model -> model.range().min()))
                .orElse(Map.of());
    }

    /** What the queues asked for, where memory is left beside the set; a set comes before instances. */
    private int chosen(ModelSpec model) {
        return Optional.ofNullable(seen.memory().pressures().get(model.name()))
                .map(pressure -> model.range().nearest(pressure.instances()))
                .orElse(model.range().min());
    }

    private Optional<Map<String, Seat>> seated(
            TritonEndpoint endpoint, Set<String> models, ToIntFunction<ModelSpec> instances) {
        Devices devices = new Candidates(seen).devices();
        Costs costs = new Costs(seen.spec(), seen.memory());
        Map<String, Long> sizes = new TreeMap<>();
        seen.spec().models().stream()
                .filter(model -> models.contains(model.name())
                        && (devices.divided() || model.instances().isPresent()))
                .forEach(model -> {
                    OptionalLong bytes = costs.bytes(model);
                    if (bytes.isPresent()) {
                        sizes.put(model.name(), bytes.getAsLong() * instances.applyAsInt(model));
                    }
                });
        return new Packing(devices).place(sizes, present(endpoint)).map(places -> seats(places, instances));
    }

    private Map<String, Seat> seats(SortedMap<String, String> places, ToIntFunction<ModelSpec> instances) {
        Map<String, Seat> seats = new TreeMap<>();
        places.forEach((model, device) -> seats.put(
                model,
                new Seat(device, instances.applyAsInt(seen.spec().model(model).orElseThrow()))));
        return seats;
    }

    private static Map<String, String> present(TritonEndpoint endpoint) {
        Map<String, String> present = new HashMap<>();
        endpoint.seats().forEach((model, seats) -> {
            if (!seats.isEmpty()) {
                present.put(model, seats.get(0).device());
            }
        });
        return present;
    }
}
