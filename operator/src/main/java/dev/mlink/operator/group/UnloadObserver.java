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

/**
 * For how long models have been UNLOADING, which Triton does not say. What it keeps is a cache: an operator that starts
 * counts anew.
 */
final class UnloadObserver {

    private final Clock clock;
    private final Map<Place, Map<String, Instant>> since = new ConcurrentHashMap<>();

    /** @param group its UID */
    private record Place(String group, String endpoint) {}

    UnloadObserver(Clock clock) {
        this.clock = clock;
    }

    /** By model; a Triton that does not answer now may go on with what it did. */
    Map<String, Duration> look(String group, String endpoint, TritonReply<RepositoryIndex> index) {
        if (index.answer().isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        List<String> unloading = index.answer().get().in(ModelState.UNLOADING);
        Map<String, Instant> seen = since.compute(new Place(group, endpoint), (place, known) -> {
            if (unloading.isEmpty()) {
                return null;
            }
            Map<String, Instant> begun = new HashMap<>();
            unloading.forEach(model -> begun.put(model, known == null ? now : known.getOrDefault(model, now)));
            return begun;
        });
        Map<String, Duration> durations = new HashMap<>();
        unloading.forEach(model -> durations.put(model, Duration.between(seen.get(model), now)));
        return durations;
    }

    /** There will be no other look at this group. */
    void forget(String group) {
        since.keySet().removeIf(place -> place.group().equals(group));
    }
}
