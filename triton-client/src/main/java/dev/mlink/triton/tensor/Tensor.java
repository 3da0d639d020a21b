package dev.mlink.triton.tensor;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A named, typed array. Its bytes are Triton's raw contents: little-endian, row-major, no padding, BOOL one byte,
 * BYTES with a uint32 length before each element. Slices and concatenations share them.
 *
 * @param data exactly as many bytes as datatype and shape say
 */
public record Tensor(String name, Datatype datatype, Shape shape, ByteString data) {

    /** @throws InvalidTensorException when data and shape disagree, in Triton's words */
    public Tensor {
        requireFit(Subject.tensor(name), datatype, shape, data);
    }

    /**
     * A tensor of numbers, each the nearest that the datatype has: ties to even, whole numbers saturate, BOOL is true
     * above .5.
     *
     * @throws InvalidTensorException when there are not as many as the shape says; for NaN as a whole number
     */
    public static Tensor ofFloats(String name, Datatype datatype, Shape shape, float... values) {
        Numbers numbers = room(name, datatype, shape, values.length);
        numbers.put(values);
        return new Tensor(name, datatype, shape, numbers.data());
    }

    /** Like {@link #ofFloats}, rounded once from double. */
    public static Tensor ofDoubles(String name, Datatype datatype, Shape shape, double... values) {
        Numbers numbers = room(name, datatype, shape, values.length);
        for (int index = 0; index < values.length; index++) {
            numbers.put(index, values[index]);
        }
        return new Tensor(name, datatype, shape, numbers.data());
    }

    /**
     * A tensor of whole numbers, those of UINT64 by their bits.
     *
     * @throws InvalidTensorException when one is out of the datatype's range, or there are not as many as the shape says
     */
    public static Tensor ofLongs(String name, Datatype datatype, Shape shape, long... values) {
        Numbers numbers = room(name, datatype, shape, values.length);
        for (int index = 0; index < values.length; index++) {
            if (!datatype.holds(values[index])) {
                throw new InvalidTensorException("element " + index + " of tensor '" + name + "' is " + values[index]
                        + ", which " + datatype + " does not hold");
            }
            numbers.put(index, values[index]);
        }
        return new Tensor(name, datatype, shape, numbers.data());
    }

    /** A tensor of BYTES with these texts in UTF-8. */
    public static Tensor ofStrings(String name, Shape shape, String... values) {
        return ofElements(
                name, shape, Arrays.stream(values).map(ByteString::copyFromUtf8).toList());
    }

    /** A tensor of BYTES with these elements. */
    public static Tensor ofElements(String name, Shape shape, List<ByteString> elements) {
        return new Tensor(name, Datatype.BYTES, shape, ByteElements.encode(elements));
    }

    /** The numbers as floats, the nearest where a float does not hold them. */
    public float[] floats() {
        return numbers().floats(count());
    }

    /** The numbers as doubles, exact but for 64-bit integers beyond 2^53. */
    public double[] doubles() {
        double[] values = new double[count()];
        Arrays.setAll(values, numbers()::real);
        return values;
    }

    /**
     * The whole numbers, those of UINT64 by their bits.
     *
     * @throws InvalidTensorException for a datatype that is not {@link Datatype#integral()}
     */
    public long[] longs() {
        long[] values = new long[count()];
        Arrays.setAll(values, numbers()::integer);
        return values;
    }

    /**
     * The elements of BYTES as text.
     *
     * @throws InvalidTensorException when one is not UTF-8
     */
    public String[] strings() {
        List<ByteString> elements = elements();
        String[] values = new String[elements.size()];
        Arrays.setAll(values, index -> text(index, elements.get(index)));
        return values;
    }

    /** The elements of BYTES; they share the tensor's bytes. */
    public List<ByteString> elements() {
        if (datatype != Datatype.BYTES) {
            throw new InvalidTensorException("tensor '" + name + "' is " + datatype + ": read it as numbers");
        }
        return byteElements().elements();
    }

    /** The same under another name. */
    public Tensor named(String other) {
        return new Tensor(other, datatype, shape, data);
    }

    /** The same elements in another shape. */
    public Tensor shaped(Shape other) {
        return new Tensor(name, datatype, other, data);
    }

    /**
     * The slices {@code from} to {@code to} (exclusive) along the first axis; they share the bytes.
     *
     * @throws IndexOutOfBoundsException when the tensor does not have them
     */
    public Tensor slice(long from, long to) {
        if (from < 0 || from > to || to > shape.first()) {
            throw new IndexOutOfBoundsException(
                    "slices " + from + " to " + to + " of tensor '" + name + "' with shape " + shape);
        }
        long each = shape.sliceElements();
        return new Tensor(name, datatype, shape.withFirst(to - from), range(from * each, to * each));
    }

    /**
     * All slices of several tensors in order, under the first one's name; they share the bytes.
     *
     * @param parts at least one
     * @throws InvalidTensorException when datatypes, or shapes behind the first axis, differ
     */
    public static Tensor concatenate(List<Tensor> parts) {
        Tensor first = parts.get(0);
        parts.forEach(first::requireAlike);
        ByteString data = parts.stream().map(Tensor::data).reduce(ByteString.EMPTY, ByteString::concat);
        long slices = parts.stream().mapToLong(part -> part.shape.first()).sum();
        return new Tensor(first.name, first.datatype, first.shape.withFirst(slices), data);
    }

    private void requireAlike(Tensor other) {
        if (other.datatype != datatype || !other.shape.withFirst(0).equals(shape.withFirst(0))) {
            throw new InvalidTensorException("tensor '" + other.name + "' is " + other.datatype + " " + other.shape
                    + " and cannot be joined to " + datatype + " " + shape);
        }
    }

    private int count() {
        return Math.toIntExact(shape.elements());
    }

    private Numbers numbers() {
        if (datatype == Datatype.BYTES) {
            throw new InvalidTensorException("tensor '" + name + "' is BYTES: read its elements");
        }
        return new Numbers(datatype, data.asReadOnlyByteBuffer());
    }

    private ByteElements byteElements() {
        return ByteElements.of(Subject.tensor(name), shape.elements(), data);
    }

    private ByteString range(long from, long to) {
        if (datatype == Datatype.BYTES) {
            return byteElements().range((int) from, (int) to);
        }
        return data.substring((int) from * datatype.elementBytes(), (int) to * datatype.elementBytes());
    }

    private String text(int index, ByteString element) {
        try {
            ByteBuffer bytes = element.asReadOnlyByteBuffer();
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notText) {
            throw new InvalidTensorException(
                    "element " + index + " of tensor '" + name + "' is not UTF-8: read it as bytes");
        }
    }

    private static Numbers room(String name, Datatype datatype, Shape shape, int count) {
        if (datatype == Datatype.BYTES) {
            throw new InvalidTensorException("tensor '" + name + "' is BYTES: give it elements or texts, not numbers");
        }
        requireBytes(Subject.tensor(name), datatype, shape, (long) count * datatype.elementBytes());
        return Numbers.room(datatype, count);
    }

    /** Throws what the subject says when data are not exactly what datatype and shape take. */
    static void requireFit(Subject subject, Datatype datatype, Shape shape, ByteString data) {
        if (datatype == Datatype.BYTES) {
            ByteElements.of(subject, shape.elements(), data);
        } else {
            requireBytes(subject, datatype, shape, data.size());
        }
    }

    private static void requireBytes(Subject subject, Datatype datatype, Shape shape, long bytes) {
        if (shape.elements() > Long.MAX_VALUE / datatype.elementBytes()) {
            throw subject.byteSize("more than can be counted for shape " + shape, bytes);
        }
        long expected = shape.elements() * datatype.elementBytes();
        if (expected != bytes) {
            throw subject.byteSize(String.valueOf(expected), bytes);
        }
    }
}
