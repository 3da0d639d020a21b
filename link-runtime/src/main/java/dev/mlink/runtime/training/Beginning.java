package dev.mlink.runtime.training;

import dev.mlink.runtime.store.NpyArray;
import java.util.Map;

/** What the training of a link begins with. */
sealed interface Beginning {

    /**
     * Weights drawn from the plan's seed.
     *
     * @param reason why, where something learned was at hand; else empty
     */
    record Drawn(String reason) implements Beginning {}

    /**
     * Weights that were learned before.
     *
     * @param origin what they are, for people, such as a digest
     * @param arrays those of a Vec2Vec artefact of the same shapes
     */
    record Learned(String origin, Map<String, NpyArray> arrays) implements Beginning {}
}
