package dev.mlink.triton.tensor;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.InferTensorContents;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The other way of the protocol to carry a tensor: one list of values per kind, of which one is filled. FP16 and BF16
 * have none. Integers narrower than the list's own are cut to their low bits, as Triton does.
 */
enum TypedContents {
    // in the order in which Triton looks at them
    BOOLS(EnumSet.of(Datatype.BOOL), Datatype.BOOL),
    INTS(EnumSet.of(Datatype.INT8, Datatype.INT16, Datatype.INT32), Datatype.INT32),
    INT64S(EnumSet.of(Datatype.INT64), Datatype.INT64),
    UINTS(EnumSet.of(Datatype.UINT8, Datatype.UINT16, Datatype.UINT32), Datatype.UINT32),
    UINT64S(EnumSet.of(Datatype.UINT64), Datatype.UINT64),
    FP32S(EnumSet.of(Datatype.FP32), Datatype.FP32),
    FP64S(EnumSet.of(Datatype.FP64), Datatype.FP64),
    BYTES(EnumSet.of(Datatype.BYTES), Datatype.BYTES);

    private final Set<Datatype> carried;
    private final Datatype widest;

    TypedContents(Set<Datatype> carried, Datatype widest) {
        this.carried = carried;
        this.widest = widest;
    }

    /**
     * The values as raw bytes.
     *
     * @throws InvalidTensorException as the subject says, when no list, the wrong list or more than one is filled
     */
    static ByteString raw(Subject subject, Datatype datatype, InferTensorContents contents) {
        Optional<ByteString> found = Optional.empty();
        for (TypedContents list : values()) {
            if (list.values(contents).isEmpty()) {
                continue;
            }
            if (found.isPresent()) {
                throw subject.contentsTwice();
            }
            if (!list.carried.contains(datatype)) {
                throw subject.contentsOfType(list.widest, datatype);
            }
            found = Optional.of(list.raw(datatype, contents));
        }
        return found.orElseThrow(subject::noData);
    }

    /** A tensor's values in the list of its kind; none for a datatype that has no list. */
    static Optional<InferTensorContents> of(Tensor tensor) {
        for (TypedContents list : values()) {
            if (list.carried.contains(tensor.datatype())) {
                return Optional.of(list.fill(tensor));
            }
        }
        return Optional.empty();
    }

    private List<?> values(InferTensorContents contents) {
        return switch (this) {
            case BOOLS -> contents.getBoolContentsList();
            case INTS -> contents.getIntContentsList();
            case INT64S -> contents.getInt64ContentsList();
            case UINTS -> contents.getUintContentsList();
            case UINT64S -> contents.getUint64ContentsList();
            case FP32S -> contents.getFp32ContentsList();
            case FP64S -> contents.getFp64ContentsList();
            case BYTES -> contents.getBytesContentsList();
        };
    }

    private ByteString raw(Datatype datatype, InferTensorContents contents) {
        if (this == BYTES) {
            return ByteElements.encode(contents.getBytesContentsList());
        }
        int count = values(contents).size();
        Numbers numbers = Numbers.room(datatype, count);
        for (int index = 0; index < count; index++) {
            switch (this) {
                case BOOLS -> numbers.put(index, contents.getBoolContents(index) ? 1L : 0L);
                case INTS -> numbers.put(index, (long) contents.getIntContents(index));
                case INT64S -> numbers.put(index, contents.getInt64Contents(index));
                case UINTS -> numbers.put(index, (long) contents.getUintContents(index));
                case UINT64S -> numbers.put(index, contents.getUint64Contents(index));
                case FP32S -> numbers.put(index, (double) contents.getFp32Contents(index));
                case FP64S -> numbers.put(index, contents.getFp64Contents(index));
                case BYTES -> throw new AssertionError("BYTES are elements, no numbers");
            }
        }
        return numbers.data();
    }

    private InferTensorContents fill(Tensor tensor) {
        InferTensorContents.Builder into = InferTensorContents.newBuilder();
        switch (this) {
            case FP32S -> {
                for (float value : tensor.floats()) {
                    into.addFp32Contents(value);
                }
            }
            case FP64S -> {
                for (double value : tensor.doubles()) {
                    into.addFp64Contents(value);
                }
            }
            case BYTES -> into.addAllBytesContents(tensor.elements());
            default -> {
                for (long value : tensor.longs()) {
                    add(into, value);
                }
            }
        }
        return into.build();
    }

    private void add(InferTensorContents.Builder into, long value) {
        switch (this) {
            case BOOLS -> into.addBoolContents(value != 0);
            case INTS -> into.addIntContents((int) value);
            case INT64S -> into.addInt64Contents(value);
            case UINTS -> into.addUintContents((int) value);
            case UINT64S -> into.addUint64Contents(value);
            case FP32S, FP64S, BYTES -> throw new AssertionError(this + " holds no whole numbers");
        }
    }
}
