package dev.mlink.runtime.sampling;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.mlink.runtime.store.ElementType;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor between Triton's form and numpy's. The bytes of numbers are the same in both. BF16, which numpy lacks, is kept
 * as {@code <u2}; BYTES become byte strings padded with zeros, so an element that ends in a zero byte cannot be kept.
 */
public final class NumpyTensor {

    /** @throws IllegalArgumentException when an element of BYTES ends in a zero byte */
    public NpyArray toArray(Tensor tensor) {
        List<Integer> shape =
                tensor.shape().dimensions().stream().map(Math::toIntExact).toList();
        return tensor.datatype() == Datatype.BYTES
                ? padded(tensor, shape)
                : new NpyArray(
                        elementType(tensor.datatype()), shape, tensor.data().toByteArray());
    }

    /** @throws dev.mlink.triton.tensor.InvalidTensorException when the array cannot hold this datatype */
    public Tensor toTensor(String name, Datatype datatype, NpyArray array) {
        Shape shape = new Shape(array.shape().stream().map(Integer::longValue).toList());
        return datatype == Datatype.BYTES
                ? Tensor.ofElements(name, shape, elements(array))
                : new Tensor(name, datatype, shape, UnsafeByteOperations.unsafeWrap(array.data()));
    }

    private static ElementType elementType(Datatype datatype) {
        char kind =
                switch (datatype) {
                    case BOOL -> 'b';
                    case UINT8, UINT16, UINT32, UINT64, BF16 -> 'u';
                    case INT8, INT16, INT32, INT64 -> 'i';
                    case FP16, FP32, FP64 -> 'f';
                    case BYTES -> 'S';
                };
        return new ElementType(kind, datatype.elementBytes());
    }

    private static NpyArray padded(Tensor tensor, List<Integer> shape) {
        List<ByteString> elements = tensor.elements();
        int longest = 1;
        for (ByteString element : elements) {
            longest = Math.max(longest, element.size());
            if (!element.isEmpty() && element.byteAt(element.size() - 1) == 0) {
                throw new IllegalArgumentException("an element of '" + tensor.name()
                        + "' ends in a zero byte, which numpy's byte strings do not keep");
            }
        }
        byte[] data = new byte[Math.multiplyExact(longest, elements.size())];
        for (int i = 0; i < elements.size(); i++) {
            elements.get(i).copyTo(data, i * longest);
        }
        return new NpyArray(ElementType.bytes(longest), shape, data);
    }

    private static List<ByteString> elements(NpyArray array) {
        int width = array.type().size();
        List<ByteString> elements = new ArrayList<>();
        for (int from = 0; from < array.data().length; from += width) {
            int to = from + width;
            while (to > from && array.data()[to - 1] == 0) {
                to--;
            }
            elements.add(ByteString.copyFrom(array.data(), from, to - from));
        }
        return elements;
    }
}
