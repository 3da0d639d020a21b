package dev.mlink.runtime.federation;

import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.Map;

/** Links of one number. */
final class Links {
    static final Pair PAIR = new Pair("source", "target");

    private Links() {}

    static Map<Pair, Weights> of(float value) {
        return Map.of(PAIR, Weights.of(Map.of("w", NpyArray.of(new float[] {value}, 1))));
    }

    static float value(Map<Pair, Weights> links) {
        return links.get(PAIR).arrays().get("w").floats()[0];
    }

    static Contribution trained(String group, int samples, float start, float value) {
        return new Contribution(group, "p", samples, Contribution.digests(of(start)), of(value));
    }

    static Map<Pair, Weights> moved(Map<Pair, Weights> links, float by) {
        return new HashMap<>(of(value(links) + by));
    }
}
