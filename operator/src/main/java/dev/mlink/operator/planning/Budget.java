package dev.mlink.operator.planning;

/**
 * The memory that a group may use on one Triton endpoint.
 *
 * @param bytes at least 0; with 0 nothing can be active
 */
public record Budget(long bytes) {

    public Budget {
        if (bytes < 0) {
            throw new IllegalArgumentException("budget: " + bytes + " bytes; give 0 or more");
        }
    }
}
