package dev.mlink.runtime.sampling;

import dev.mlink.runtime.store.ElementType;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Single samples stacked to one array per input, and back. */
public final class SampleTable {

    /** @param samples of one form, at least one */
    public Samples stack(List<Sample> samples) {
        Map<String, NpyArray> inputs = new LinkedHashMap<>();
        for (String input : samples.get(0).inputs().keySet()) {
            inputs.put(
                    input,
                    stackArrays(samples.stream()
                            .map(sample -> sample.inputs().get(input))
                            .toList()));
        }
        boolean[] audit = new boolean[samples.size()];
        for (int row = 0; row < audit.length; row++) {
            audit[row] = samples.get(row).audit();
        }
        return new Samples(
                inputs,
                NpyArray.of(samples.stream().mapToLong(Sample::time).toArray()),
                NpyArray.of(audit),
                NpyArray.ofTexts(samples.stream().map(Sample::stream).toList()));
    }

    public List<Sample> unstack(Samples samples) {
        long[] times = samples.times().longs();
        boolean[] audit = samples.audit().booleans();
        List<String> streams = samples.streams().texts();
        List<Sample> rows = new ArrayList<>(times.length);
        for (int row = 0; row < times.length; row++) {
            TreeMap<String, NpyArray> inputs = new TreeMap<>();
            for (Map.Entry<String, NpyArray> input : samples.inputs().entrySet()) {
                inputs.put(input.getKey(), row(input.getValue(), row));
            }
            rows.add(new Sample(times[row], inputs, audit[row], streams.get(row)));
        }
        return rows;
    }

    /** One row of an array, without the first axis; byte strings as narrow as the row allows. */
    public NpyArray row(NpyArray array, int row) {
        int bytes = array.data().length / Math.max(1, array.rows());
        NpyArray one = new NpyArray(
                array.type(),
                array.shape().subList(1, array.shape().size()),
                Arrays.copyOfRange(array.data(), row * bytes, (row + 1) * bytes));
        return array.type().kind() == 'S' ? widen(one, longest(one)) : one;
    }

    /** Rows of one form below each other; byte strings padded to the longest. */
    public NpyArray stackArrays(List<NpyArray> rows) {
        int width = rows.stream().mapToInt(row -> row.type().size()).max().orElseThrow();
        boolean strings = rows.get(0).type().kind() == 'S';
        List<NpyArray> even =
                strings ? rows.stream().map(row -> widen(row, width)).toList() : rows;
        NpyArray first = even.get(0);
        byte[] data = new byte[Math.multiplyExact(first.data().length, even.size())];
        for (int row = 0; row < even.size(); row++) {
            if (!even.get(row).shape().equals(first.shape())
                    || !even.get(row).type().equals(first.type())) {
                throw new IllegalArgumentException(
                        "row " + row + " is " + even.get(row) + ", the rows before are " + first);
            }
            System.arraycopy(even.get(row).data(), 0, data, row * first.data().length, first.data().length);
        }
        List<Integer> shape = new ArrayList<>(List.of(even.size()));
        shape.addAll(first.shape());
        return new NpyArray(first.type(), shape, data);
    }

    private static NpyArray widen(NpyArray array, int width) {
        int old = array.type().size();
        int elements = array.data().length / old;
        byte[] data = new byte[Math.multiplyExact(elements, width)];
        for (int i = 0; i < elements; i++) {
            System.arraycopy(array.data(), i * old, data, i * width, Math.min(old, width));
        }
        return new NpyArray(ElementType.bytes(width), array.shape(), data);
    }

    private static int longest(NpyArray strings) {
        int width = strings.type().size();
        int longest = 1;
        for (int at = 0; at < strings.data().length; at++) {
            if (strings.data()[at] != 0) {
                longest = Math.max(longest, at % width + 1);
            }
        }
        return longest;
    }
}
