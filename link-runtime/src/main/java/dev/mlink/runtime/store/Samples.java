package dev.mlink.runtime.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inputs that were seen, in time order.
 *
 * @param inputs by group input: an array whose first axis is the samples
 * @param times when each sample arrived, milliseconds since 1970
 */
public record Samples(Map<String, NpyArray> inputs, NpyArray times) {
    private static final String TIME = "time";

    public Samples {
        inputs = Map.copyOf(inputs);
        inputs.forEach((name, array) -> {
            if (name.equals(TIME)) {
                throw new IllegalArgumentException(
                        "a group input is named '" + TIME + "', which the store keeps for arrival times; rename it");
            }
        });
        for (Map.Entry<String, NpyArray> input : inputs.entrySet()) {
            if (input.getValue().rows() != times.rows()) {
                throw new IllegalArgumentException("input '" + input.getKey() + "' has "
                        + input.getValue().rows() + " samples, but there are " + times.rows() + " times");
            }
        }
    }

    public int size() {
        return times.rows();
    }

    Map<String, NpyArray> toArrays() {
        Map<String, NpyArray> arrays = new LinkedHashMap<>(inputs);
        arrays.put(TIME, times);
        return arrays;
    }

    static Samples ofArrays(Map<String, NpyArray> arrays) {
        NpyArray times = arrays.get(TIME);
        if (times == null) {
            throw new IllegalArgumentException("the array '" + TIME + "' is missing; there are " + arrays.keySet());
        }
        Map<String, NpyArray> inputs = new LinkedHashMap<>(arrays);
        inputs.remove(TIME);
        return new Samples(inputs, times);
    }
}
