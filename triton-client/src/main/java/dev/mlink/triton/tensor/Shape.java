package dev.mlink.triton.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extent of a tensor along each axis, the batch first where there is one. No axis is a single element.
 *
 * @param dimensions none negative; their product fits a long
 */
public record Shape(List<Long> dimensions) {

    /** @throws InvalidTensorException for a negative dimension, and for more elements than a long counts */
    public Shape {
        dimensions = List.copyOf(dimensions);
        elements(dimensions);
    }

    /** The shape with these dimensions. */
    public static Shape of(long... dimensions) {
        return new Shape(Arrays.stream(dimensions).boxed().toList());
    }

    /** How many elements a tensor of this shape has. */
    public long elements() {
        return elements(dimensions);
    }

    /** How many slices there are along the first axis. */
    public long first() {
        if (dimensions.isEmpty()) {
            throw new InvalidTensorException("shape [] has no first axis: give the tensor a batch dimension");
        }
        return dimensions.get(0);
    }

    /** How many elements one slice along the first axis has. */
    public long sliceElements() {
        return withFirst(1).elements();
    }

    /** The same with that many slices along the first axis. */
    public Shape withFirst(long slices) {
        List<Long> changed = new ArrayList<>(dimensions);
        first();
        changed.set(0, slices);
        return new Shape(changed);
    }

    /** As Triton prints it: {@code [8,3]}. */
    @Override
    public String toString() {
        return text(dimensions);
    }

    static String text(List<Long> dimensions) {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    private static long elements(List<Long> dimensions) {
        if (dimensions.stream().anyMatch(dimension -> dimension < 0)) {
            throw new InvalidTensorException(
                    "shape " + text(dimensions) + " has a negative dimension: write the tensor's own extent");
        }
        if (dimensions.contains(0L)) {
            return 0;
        }
        try {
            return dimensions.stream().reduce(1L, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw new InvalidTensorException("shape " + text(dimensions) + " has more elements than can be counted");
        }
    }
}
