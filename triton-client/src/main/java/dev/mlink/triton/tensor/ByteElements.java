package dev.mlink.triton.tensor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Elements of {@link Datatype#BYTES}: a little-endian uint32 length and that many bytes, one after another. */
final class ByteElements {
    private static final int LENGTH = Integer.BYTES;

    /** Where each element begins, and at the last place where the last one ends. */
    private final int[] bounds;

    private final ByteString data;

    private ByteElements(ByteString data, int[] bounds) {
        this.data = data;
        this.bounds = bounds;
    }

    /**
     * Finds the elements.
     *
     * @throws InvalidTensorException as the subject says, when there are not exactly as many whole ones as expected
     */
    static ByteElements of(Subject subject, long expected, ByteString data) {
        ByteBuffer bytes = data.asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        IntStream.Builder bounds = IntStream.builder();
        bounds.add(0);
        long found = 0;
        while (bytes.remaining() >= LENGTH) {
            if (found == expected) {
                throw subject.tooManyElements(expected);
            }
            skipElement(subject, bytes);
            bounds.add(bytes.position());
            found++;
        }
        if (bytes.hasRemaining()) {
            throw subject.incompleteLength(bytes.remaining());
        }
        if (found < expected) {
            throw subject.tooFewElements(expected, found);
        }
        return new ByteElements(data, bounds.build().toArray());
    }

    /** The bytes of a tensor with these elements. */
    static ByteString encode(List<ByteString> elements) {
        long size =
                elements.stream().mapToLong(element -> LENGTH + element.size()).sum();
        if (size > Integer.MAX_VALUE) {
            throw new InvalidTensorException("elements of " + size + " bytes are more than a message of 2 GiB carries");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        for (ByteString element : elements) {
            bytes.putInt(element.size());
            element.copyTo(bytes);
        }
        return UnsafeByteOperations.unsafeWrap(bytes.array());
    }

    int count() {
        return bounds.length - 1;
    }

    /** The elements without their lengths; they share the tensor's bytes. */
    List<ByteString> elements() {
        List<ByteString> elements = new ArrayList<>(count());
        for (int index = 0; index < count(); index++) {
            elements.add(data.substring(bounds[index] + LENGTH, bounds[index + 1]));
        }
        return elements;
    }

    /** The bytes of some elements in a row, lengths included. */
    ByteString range(int from, int to) {
        return data.substring(bounds[from], bounds[to]);
    }

    private static void skipElement(Subject subject, ByteBuffer bytes) {
        long length = Integer.toUnsignedLong(bytes.getInt());
        if (length > bytes.remaining()) {
            throw subject.incompleteElement(length, bytes.remaining());
        }
        bytes.position(bytes.position() + (int) length);
    }
}
