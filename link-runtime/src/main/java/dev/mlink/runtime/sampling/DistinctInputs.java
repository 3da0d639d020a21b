package dev.mlink.runtime.sampling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Samples of which no two have the same inputs: a digest finds an equal one, a comparison confirms it. */
final class DistinctInputs {
    private final Map<InputDigest, List<Sample>> samples = new HashMap<>();

    boolean contains(InputDigest digest, Sample sample) {
        return samples.getOrDefault(digest, List.of()).stream()
                .anyMatch(kept -> kept.inputs().equals(sample.inputs()));
    }

    void add(InputDigest digest, Sample sample) {
        samples.computeIfAbsent(digest, key -> new ArrayList<>(1)).add(sample);
    }

    void remove(InputDigest digest, Sample sample) {
        samples.computeIfPresent(digest, (key, kept) -> {
            kept.remove(sample);
            return kept.isEmpty() ? null : kept;
        });
    }
}
