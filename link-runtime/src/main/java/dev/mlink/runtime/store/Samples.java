package dev.mlink.runtime.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inputs that were seen, in time order.
 *
 * @param inputs by group input: an array whose first axis is the samples
 * @param times when each sample arrived, milliseconds since 1970
 * @param audit 1 for each sample that was chosen at random, 0 for one that was chosen because predictions were unsure of it
 */
public record Samples(Map<String, NpyArray> inputs, NpyArray times, NpyArray audit) {
    private static final String TIME = "time";
    private static final String AUDIT = "audit";

    public Samples {
        inputs = Map.copyOf(inputs);
        inputs.keySet().forEach(Samples::requireFree);
        for (Map.Entry<String, NpyArray> input : inputs.entrySet()) {
            if (input.getValue().rows() != times.rows()) {
                throw new IllegalArgumentException("input '" + input.getKey() + "' has "
                        + input.getValue().rows() + " samples, but there are " + times.rows() + " times");
            }
        }
        if (audit.rows() != times.rows()) {
            throw new IllegalArgumentException(
                    "'" + AUDIT + "' is of " + audit.rows() + " samples, but there are " + times.rows() + " times");
        }
    }

    /** All of them chosen at random. */
    public Samples(Map<String, NpyArray> inputs, NpyArray times) {
        this(inputs, times, NpyArray.of(all(times.rows())));
    }

    private static boolean[] all(int samples) {
        boolean[] audit = new boolean[samples];
        Arrays.fill(audit, true);
        return audit;
    }

    private static void requireFree(String input) {
        if (input.equals(TIME) || input.equals(AUDIT)) {
            throw new IllegalArgumentException("a group input is named '" + input
                    + "', which the store keeps for when and why a sample was kept; rename it");
        }
    }

    public int size() {
        return times.rows();
    }

    Map<String, NpyArray> toArrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(inputs);
        arrays.put(TIME, times);
        arrays.put(AUDIT, audit);
        return arrays;
    }

    /** Files from before there were two kinds have no array `audit`: all of theirs were chosen at random. */
    static Samples ofArrays(Map<String, NpyArray> arrays) {
        NpyArray times = arrays.get(TIME);
        if (times == null) {
            throw new IllegalArgumentException("the array '" + TIME + "' is missing; there are " + arrays.keySet());
        }
        Map<String, NpyArray> inputs = new LinkedHashMap<>(arrays);
        inputs.remove(TIME);
        NpyArray audit = inputs.remove(AUDIT);
        return audit == null ? new Samples(inputs, times) : new Samples(inputs, times, audit);
    }
}
