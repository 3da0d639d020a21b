package dev.mlink.runtime.federation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.mlink.runtime.store.NpyArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A contribution without its arrays. Those of the link at position n of {@code links} are named {@code n/<array>}.
 *
 * @param format 1
 * @param samples that the weights were fitted to
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(int format, String group, String training, int samples, List<Entry> links) {
    static final int FORMAT = 1;

    /** @param start digest of what the link began with */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(String source, String target, String start) {
        Pair pair() {
            return new Pair(source, target);
        }
    }

    static Manifest of(Contribution contribution) {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(contribution.links())
                .keySet()
                .forEach(pair -> entries.add(new Entry(
                        pair.source(), pair.target(), contribution.start().get(pair))));
        return new Manifest(
                FORMAT, contribution.group(), contribution.training(), contribution.samples(), List.copyOf(entries));
    }

    /** The arrays of a contribution by the names that they have beside this manifest. */
    Map<String, NpyArray> named(Contribution contribution) {
        Map<String, NpyArray> named = new LinkedHashMap<>();
        for (int i = 0; i < links.size(); i++) {
            String prefix = i + "/";
            contribution
                    .links()
                    .get(links.get(i).pair())
                    .arrays()
                    .forEach((name, array) -> named.put(prefix + name, array));
        }
        return named;
    }

    /** The contribution whose arrays lie beside this manifest. */
    Contribution with(Map<String, NpyArray> named) {
        Map<Pair, String> start = new HashMap<>();
        Map<Pair, Weights> weights = new HashMap<>();
        for (int i = 0; i < links.size(); i++) {
            String prefix = i + "/";
            Map<String, NpyArray> arrays = new HashMap<>();
            named.forEach((name, array) -> {
                if (name.startsWith(prefix)) {
                    arrays.put(name.substring(prefix.length()), array);
                }
            });
            start.put(links.get(i).pair(), links.get(i).start());
            weights.put(links.get(i).pair(), Weights.of(arrays));
        }
        return new Contribution(group, training, samples, start, weights);
    }
}
