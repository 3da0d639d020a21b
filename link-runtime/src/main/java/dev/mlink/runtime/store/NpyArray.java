package dev.mlink.runtime.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One array of a store file: row-major, little-endian, as numpy keeps it.
 *
 * @param type what one element is
 * @param shape lengths of the axes, outermost first; empty for a scalar
 * @param data the elements; owned by the array, not to be changed
 */
public record NpyArray(ElementType type, List<Integer> shape, byte[] data) {

    public NpyArray {
        shape = List.copyOf(shape);
        long expected = type.size();
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("shape " + shape + " has a negative length");
            }
            expected = Math.multiplyExact(expected, length);
        }
        if (expected != data.length) {
            throw new IllegalArgumentException("an array of shape " + shape + " and " + type.description() + " takes "
                    + expected + " bytes, got " + data.length);
        }
    }

    /** A float32 array of the given shape. */
    public static NpyArray of(float[] values, int... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new NpyArray(ElementType.FLOAT32, Arrays.stream(shape).boxed().toList(), bytes.array());
    }

    /** An int64 vector. */
    public static NpyArray of(long... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new NpyArray(ElementType.INT64, List.of(values.length), bytes.array());
    }

    /** A boolean vector. */
    public static NpyArray of(boolean... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return new NpyArray(ElementType.BOOLEAN, List.of(values.length), bytes);
    }

    /** A vector of byte strings in UTF-8, padded with zeros to the longest. */
    public static NpyArray ofTexts(List<String> texts) {
        List<byte[]> encoded = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int width = encoded.stream().mapToInt(text -> text.length).reduce(1, Math::max);
        byte[] data = new byte[Math.multiplyExact(width, texts.size())];
        for (int i = 0; i < encoded.size(); i++) {
            System.arraycopy(encoded.get(i), 0, data, i * width, encoded.get(i).length);
        }
        return new NpyArray(ElementType.bytes(width), List.of(texts.size()), data);
    }

    /** Length of the first axis; 1 for a scalar. */
    public int rows() {
        return shape.isEmpty() ? 1 : shape.get(0);
    }

    /** Elements of one row; 0 when an axis is empty. */
    public int columns() {
        return shape.stream().skip(1).reduce(1, Math::multiplyExact);
    }

    public int size() {
        return Math.multiplyExact(rows(), columns());
    }

    /** All elements as float32, row-major, whatever number they are stored as. */
    public float[] floats() {
        float[] values = new float[size()];
        if (type.equals(ElementType.FLOAT32)) {
            buffer().asFloatBuffer().get(values);
            return values;
        }
        Numbers numbers = numbers();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.at(i * type.size());
        }
        return values;
    }

    /** All elements as whole numbers. */
    public long[] longs() {
        long[] values = new long[size()];
        if (type.equals(ElementType.INT64)) {
            buffer().asLongBuffer().get(values);
            return values;
        }
        Numbers numbers = numbers();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) numbers.at(i * type.size());
        }
        return values;
    }

    /**
     * All elements as texts, without the zeros that numpy pads them with; bytes that are no UTF-8 become U+FFFD.
     *
     * @throws IllegalStateException the elements are no byte strings
     */
    public List<String> texts() {
        if (type.kind() != 'S') {
            throw new IllegalStateException(type.description() + " elements are no texts");
        }
        int width = type.size();
        List<String> texts = new ArrayList<>();
        for (int from = 0; from < data.length; from += width) {
            int to = from + width;
            while (to > from && data[to - 1] == 0) {
                to--;
            }
            texts.add(new String(data, from, to - from, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** All elements as yes (anything but 0) and no. */
    public boolean[] booleans() {
        boolean[] values = new boolean[size()];
        Numbers numbers = numbers();
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.at(i * type.size()) != 0;
        }
        return values;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Elements as numbers, by the position of their first byte. */
    private interface Numbers {
        double at(int position);
    }

    private Numbers numbers() {
        ByteBuffer bytes = buffer();
        return switch (type.description()) {
            case "|b1", "|u1" -> at -> bytes.get(at) & 0xff;
            case "|i1" -> bytes::get;
            case "<i2" -> bytes::getShort;
            case "<u2" -> at -> bytes.getShort(at) & 0xffff;
            case "<f2" -> at -> new Half(bytes.getShort(at)).value();
            case "<i4" -> bytes::getInt;
            case "<u4" -> at -> bytes.getInt(at) & 0xffffffffL;
            case "<f4" -> bytes::getFloat;
            case "<i8" -> bytes::getLong;
            case "<u8" -> at -> unsigned(bytes.getLong(at));
            case "<f8" -> bytes::getDouble;
            default -> throw new IllegalStateException(type.description() + " elements are no numbers");
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray that
                && type.equals(that.type)
                && shape.equals(that.shape)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return type.description() + shape;
    }
}
