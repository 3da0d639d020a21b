package dev.mlink.operator.group;

import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * For how long models have been LOADING or UNLOADING, which Triton does not say. What it keeps is a cache: an operator that starts
 * counts anew.
 */
final class TransitObserver {

    private final Clock clock;
    private final Map<Place, Map<Transit, Instant>> since = new ConcurrentHashMap<>();

    /** @param group its UID */
    private record Place(String group, String endpoint) {}

    private record Transit(String model, ModelState state) {}

    TransitObserver(Clock clock) {
        this.clock = clock;
    }

    /** By model; a Triton that does not answer now may go on with what it did. */
    Map<String, Duration> look(String group, String endpoint, TritonReply<RepositoryIndex> index) {
        if (index.answer().isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        List<Transit> underWay = underWay(index.answer().get());
        Map<Transit, Instant> seen = since.compute(new Place(group, endpoint), (place, known) -> {
            if (underWay.isEmpty()) {
                return null;
            }
            Map<Transit, Instant> begun = new HashMap<>();
            underWay.forEach(transit -> begun.put(transit, known == null ? now : known.getOrDefault(transit, now)));
            return begun;
        });
        Map<String, Duration> durations = new HashMap<>();
        underWay.forEach(transit -> durations.put(transit.model(), Duration.between(seen.get(transit), now)));
        return durations;
    }

    private static List<Transit> underWay(RepositoryIndex index) {
        return Stream.of(ModelState.LOADING, ModelState.UNLOADING)
                .flatMap(state -> index.in(state).stream().map(model -> new Transit(model, state)))
                .toList();
    }

    /** There will be no other look at this group. */
    void forget(String group) {
        since.keySet().removeIf(place -> place.group().equals(group));
    }
}
