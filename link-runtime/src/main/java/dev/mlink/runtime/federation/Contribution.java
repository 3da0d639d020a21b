package dev.mlink.runtime.federation;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one group leaves for the others in one step of an exchange.
 *
 * @param group which it is
 * @param training by which it took part
 * @param samples that its weights were fitted to; 0 for a start
 * @param start what each link began with, by {@link Weights#digest}
 * @param links what became of it
 */
public record Contribution(
        String group, String training, int samples, Map<Pair, String> start, Map<Pair, Weights> links) {

    public Contribution {
        start = Map.copyOf(start);
        links = Map.copyOf(links);
    }

    /** What a group that comes first begins with. */
    public static Contribution start(String group, String training, Map<Pair, Weights> links) {
        return new Contribution(group, training, 0, digests(links), links);
    }

    static Map<Pair, String> digests(Map<Pair, Weights> links) {
        return links.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, link -> link.getValue()
                .digest()));
    }
}
