package dev.mlink.runtime.sampling;

import dev.mlink.runtime.store.ElementType;
import dev.mlink.runtime.store.NpyArray;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One complete set of the group's inputs.
 *
 * @param time when it arrived, milliseconds since 1970
 * @param inputs by group input, without a sample axis
 * @param audit chosen at random, whatever was predicted of it; otherwise chosen because predictions were unsure of it
 * @param stream the origin that its client named; empty where it named none
 */
public record Sample(long time, SortedMap<String, NpyArray> inputs, boolean audit, String stream) {

    public Sample {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** One that was chosen at random, or was not chosen yet. */
    public Sample(long time, SortedMap<String, NpyArray> inputs, String stream) {
        this(time, inputs, true, stream);
    }

    /** The same of no stream. */
    public Sample(long time, SortedMap<String, NpyArray> inputs) {
        this(time, inputs, "");
    }

    /** The same, chosen because predictions were unsure of it. */
    Sample informative() {
        return new Sample(time, inputs, false, stream);
    }

    /** What arrays of samples must have in common to be stacked. */
    record Form(ElementType type, List<Integer> shape) {}

    Map<String, Form> form() {
        return inputs.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, input -> form(input.getValue())));
    }

    /** Byte strings are padded to the longest when they are stacked, so their length is no part of the form. */
    private static Form form(NpyArray array) {
        return new Form(array.type().kind() == 'S' ? ElementType.bytes(1) : array.type(), array.shape());
    }
}
