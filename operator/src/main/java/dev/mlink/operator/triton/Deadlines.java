package dev.mlink.operator.triton;

import java.time.Duration;

/**
 * How long Triton may take.
 *
 * @param question for what it knows already: index, configuration, metadata
 * @param load for bringing a model into memory
 * @param unload for accepting that a model is to go, which does not wait for it to be gone
 */
record Deadlines(Duration question, Duration load, Duration unload) {
    private static final Duration QUESTION = Duration.ofSeconds(5);
    private static final Duration UNLOAD = Duration.ofSeconds(30);

    /** The usual ones around a load's. */
    static Deadlines withLoad(Duration load) {
        return new Deadlines(QUESTION, load, UNLOAD);
    }

    /** The longest that any call can last. */
    Duration longest() {
        return load.compareTo(unload) > 0 ? load : unload;
    }
}
