package dev.mlink.operator.planning.hysteresis;

/** What comes of a challenge, with one sentence why. */
public sealed interface Ruling {

    /** One sentence for status. */
    String reason();

    /** The set in force stays. */
    record Keep(String reason) implements Ruling {}

    /** The challenger replaces it. */
    record Switch(String reason) implements Ruling {}
}
