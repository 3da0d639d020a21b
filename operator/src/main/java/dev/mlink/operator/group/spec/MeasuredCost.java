package dev.mlink.operator.group.spec;

import java.time.Instant;
import java.util.Optional;

/**
 * What one model takes, as it was measured.
 *
 * @param bytes the largest growth of the server's memory that was read; 0 where only the time is measured
 * @param spread largest less smallest growth, in bytes
 * @param method one sentence: what was counted, and when
 * @param unreleased what stayed after the model was unloaded
 * @param millis per sample; 0 where nobody has asked the model anything
 * @param at when the memory was measured
 */
public record MeasuredCost(
        long bytes, long spread, String method, Optional<Unreleased> unreleased, double millis, Instant at) {

    /** @param endpoint the Triton that still has the memory */
    public record Unreleased(String endpoint, long bytes) {}

    /** Only the time, of a model whose memory is declared. */
    public static MeasuredCost ofTime(double millis, Instant at) {
        return new MeasuredCost(0, 0, "", Optional.empty(), millis, at);
    }

    /** The same memory with a newer time. */
    public MeasuredCost withMillis(double newer) {
        return new MeasuredCost(bytes, spread, method, unreleased, newer, at);
    }
}
