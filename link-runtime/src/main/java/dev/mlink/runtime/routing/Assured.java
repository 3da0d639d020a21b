package dev.mlink.runtime.routing;

/** A prediction after it was held against the confidence that is asked for. */
sealed interface Assured {

    /** It may be given out. */
    record Given(PredictedOutput output) implements Assured {}

    /** @param sentence for the client */
    record Withheld(String sentence) implements Assured {}
}
