package dev.mlink.runtime.routing;

/** What the operator knows about how often a model's predictions disagree. */
public sealed interface Guarantee {

    /** No largest rate of disagreement is declared. */
    record NotAsked() implements Guarantee {}

    /** @param threshold the confidence from which on the declared rate is kept, in [0, 1] */
    record Certified(double threshold) implements Guarantee {}

    /** A rate is declared that no prediction is known to keep. */
    record Uncertified(String reason) implements Guarantee {}
}
