package dev.mlink.runtime.federation;

import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.NpyArray;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parameters of one link, in the scaling that the exchange began with.
 *
 * @param arrays those of a Vec2Vec artefact, by name, float32
 */
public record Weights(SortedMap<String, NpyArray> arrays) {

    public Weights {
        arrays = new TreeMap<>(arrays);
    }

    public static Weights of(Map<String, NpyArray> arrays) {
        return new Weights(new TreeMap<>(arrays));
    }

    /** What travels, in bytes. */
    public long bytes() {
        return arrays.values().stream().mapToLong(array -> array.data().length).sum();
    }

    /** Lengths of the axes of every array: only equal ones can be averaged. */
    Map<String, List<Integer>> shapes() {
        return arrays.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, array -> array.getValue().shape(), (one, other) -> one, TreeMap::new));
    }

    /** Equal for equal numbers only. */
    String digest() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        arrays.forEach((name, array) -> {
            content.writeBytes((name + array + "\n").getBytes(StandardCharsets.UTF_8));
            content.writeBytes(array.data());
        });
        return Digest.of(content.toByteArray()).text();
    }
}
