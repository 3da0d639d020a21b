package dev.mlink.runtime.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Of which streams an artefact holds a last exact output, and for how long those are of use.
 *
 * @param longestAge milliseconds, above 0; an older output is not used
 * @param streams in the order of the artefact's rows
 */
public record LastMoments(long longestAge, List<Latest> streams) {

    /**
     * One stream.
     *
     * @param stream its name
     * @param time when the sample arrived that the output is of, milliseconds since 1970
     */
    public record Latest(String stream, long time) {}

    public LastMoments {
        if (longestAge <= 0) {
            throw new IllegalArgumentException("last.longestAge is " + longestAge + "; write milliseconds above 0");
        }
        streams = List.copyOf(streams);
        Set<String> seen = new HashSet<>();
        for (Latest latest : streams) {
            if (latest.stream().isEmpty() || !seen.add(latest.stream())) {
                throw new IllegalArgumentException(
                        "last.streams has '" + latest.stream() + "' twice, or without a name; name each stream once");
            }
        }
    }
}
