package dev.mlink.operator.triton;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How long Triton may take.
 *
 * @param question for what it knows already: index, configuration, metadata
 * @param load for bringing a model into memory
 * @param unload for accepting that a model is to go, which does not wait for it to be gone
 * @param exercise for answering a few requests of our own, one after another
 */
record Deadlines(Duration question, Duration load, Duration unload, Duration exercise) {
    private static final Duration QUESTION = Duration.ofSeconds(5);
    private static final Duration UNLOAD = Duration.ofSeconds(30);
    private static final Duration EXERCISE = Duration.ofSeconds(60);

    /** The usual ones around a load's. */
    static Deadlines withLoad(Duration load) {
        return new Deadlines(QUESTION, load, UNLOAD, EXERCISE);
    }

    /** The same but for a load's. */
    Deadlines waiting(Duration within) {
        return new Deadlines(question, within, unload, exercise);
    }

    /** The longest that any call can last. */
    Duration longest() {
        return Stream.of(question, load, unload, exercise)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
