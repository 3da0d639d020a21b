package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Datatype;
import java.util.List;

/**
 * One input or output as the model's configuration declares it.
 *
 * @param name the tensor's name
 * @param datatype of its elements
 * @param dims extents of one sample, without the batch; -1 where any extent is taken
 * @param optional whether a request may leave it out
 */
public record TensorSignature(String name, Datatype datatype, List<Long> dims, boolean optional) {
    private static final long ANY = -1;

    public TensorSignature {
        dims = List.copyOf(dims);
    }

    /** Whether one sample may have this shape. */
    boolean accepts(List<Long> shape) {
        if (shape.size() != dims.size()) {
            return false;
        }
        for (int axis = 0; axis < dims.size(); axis++) {
            if (dims.get(axis) != ANY && !dims.get(axis).equals(shape.get(axis))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The shape of one sample of this many elements.
     *
     * @throws IllegalArgumentException when the dims do not tell it
     */
    List<Long> shapeOf(int elements) {
        long known = dims.stream().filter(length -> length != ANY).reduce(1L, Math::multiplyExact);
        long free = dims.stream().filter(length -> length == ANY).count();
        boolean fits = free == 0 ? known == elements : free == 1 && known > 0 && elements % known == 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' with dims " + dims + " cannot hold an answer of " + elements + " elements");
        }
        return dims.stream()
                .map(length -> length == ANY ? elements / known : length)
                .toList();
    }
}
