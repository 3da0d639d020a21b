package dev.mlink.operator.planning.switching;

import java.time.Duration;

/** What Triton's index says of one model on one endpoint. */
public sealed interface ModelState {

    record Ready() implements ModelState {}

    record Loading() implements ModelState {}

    /** LOADING, and never to be anything else: only a restart ends it. */
    record Hung() implements ModelState {}

    /** @param since how long it has been seen to be so */
    record Unloading(Duration since) implements ModelState {}

    /** Never loaded, or the index says {@code unloaded}. */
    record Unloaded() implements ModelState {}

    /** The last load failed; it holds no memory. */
    record Failed(String reason) implements ModelState {}

    /** Whether the model has to be counted against the budget. */
    default boolean occupies() {
        return this instanceof Ready || inTransit();
    }

    /** Whether an operation on the model is under way. */
    default boolean inTransit() {
        return this instanceof Loading || this instanceof Hung || this instanceof Unloading;
    }
}
