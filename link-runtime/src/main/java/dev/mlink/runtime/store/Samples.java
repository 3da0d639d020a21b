package dev.mlink.runtime.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs that were seen, in time order.
 *
 * @param inputs by group input: an array whose first axis is the samples
 * @param times when each sample arrived, milliseconds since 1970
 * @param audit 1 for each sample that was chosen at random, 0 for one that was chosen because predictions were unsure of it
 * @param streams the origin that each sample's client named, a byte string; empty where it named none
 */
public record Samples(Map<String, NpyArray> inputs, NpyArray times, NpyArray audit, NpyArray streams) {
    private static final String TIME = "time";
    private static final String AUDIT = "audit";
    private static final String STREAM = "mlink_stream";

    public Samples {
        inputs = Map.copyOf(inputs);
        inputs.keySet().forEach(Samples::requireFree);
        for (Map.Entry<String, NpyArray> input : inputs.entrySet()) {
            if (input.getValue().rows() != times.rows()) {
                throw new IllegalArgumentException("input '" + input.getKey() + "' has "
                        + input.getValue().rows() + " samples, but there are " + times.rows() + " times");
            }
        }
        requireOneForEach(AUDIT, audit, times);
        requireOneForEach(STREAM, streams, times);
        if (streams.type().kind() != 'S') {
            throw new IllegalArgumentException("'" + STREAM + "' is " + streams + "; write byte strings");
        }
    }

    /** None of them of a stream. */
    public Samples(Map<String, NpyArray> inputs, NpyArray times, NpyArray audit) {
        this(inputs, times, audit, noStreams(times.rows()));
    }

    /** All of them chosen at random. */
    public Samples(Map<String, NpyArray> inputs, NpyArray times) {
        this(inputs, times, NpyArray.of(all(times.rows())));
    }

    private static NpyArray noStreams(int samples) {
        return NpyArray.ofTexts(Collections.nCopies(samples, ""));
    }

    private static void requireOneForEach(String name, NpyArray array, NpyArray times) {
        if (array.rows() != times.rows()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is of " + array.rows() + " samples, but there are " + times.rows() + " times");
        }
    }

    private static boolean[] all(int samples) {
        boolean[] audit = new boolean[samples];
        Arrays.fill(audit, true);
        return audit;
    }

    private static void requireFree(String input) {
        if (List.of(TIME, AUDIT, STREAM).contains(input)) {
            throw new IllegalArgumentException("a group input is named '" + input
                    + "', which the store keeps for when, why and of which stream a sample was kept; rename it");
        }
    }

    public int size() {
        return times.rows();
    }

    Map<String, NpyArray> toArrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(inputs);
        arrays.put(TIME, times);
        arrays.put(AUDIT, audit);
        if (streams.texts().stream().anyMatch(stream -> !stream.isEmpty())) {
            arrays.put(STREAM, streams);
        }
        return arrays;
    }

    /**
     * Files from before there were two kinds have no array `audit`: all of theirs were chosen at random. Those in which
     * no sample names a stream have no `mlink_stream`.
     */
    static Samples ofArrays(Map<String, NpyArray> arrays) {
        NpyArray times = arrays.get(TIME);
        if (times == null) {
            throw new IllegalArgumentException("the array '" + TIME + "' is missing; there are " + arrays.keySet());
        }
        Map<String, NpyArray> inputs = new LinkedHashMap<>(arrays);
        inputs.remove(TIME);
        NpyArray audit = inputs.remove(AUDIT);
        NpyArray streams = inputs.remove(STREAM);
        return new Samples(
                inputs,
                times,
                audit == null ? NpyArray.of(all(times.rows())) : audit,
                streams == null ? noStreams(times.rows()) : streams);
    }
}
