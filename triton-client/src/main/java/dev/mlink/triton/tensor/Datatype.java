package dev.mlink.triton.tensor;

import dev.mlink.triton.wire.DataType;
import java.util.Arrays;
import java.util.Optional;

/** The datatypes of the Open Inference Protocol, under the names they have on the wire. */
public enum Datatype {
    BOOL(1, DataType.TYPE_BOOL),
    UINT8(1, DataType.TYPE_UINT8),
    UINT16(2, DataType.TYPE_UINT16),
    UINT32(4, DataType.TYPE_UINT32),
    UINT64(8, DataType.TYPE_UINT64),
    INT8(1, DataType.TYPE_INT8),
    INT16(2, DataType.TYPE_INT16),
    INT32(4, DataType.TYPE_INT32),
    INT64(8, DataType.TYPE_INT64),
    FP16(2, DataType.TYPE_FP16),
    BF16(2, DataType.TYPE_BF16),
    FP32(4, DataType.TYPE_FP32),
    FP64(8, DataType.TYPE_FP64),
    /** Elements of any length; {@code TYPE_STRING} in a model's configuration. */
    BYTES(0, DataType.TYPE_STRING);

    private final int elementBytes;
    private final DataType configured;

    Datatype(int elementBytes, DataType configured) {
        this.elementBytes = elementBytes;
        this.configured = configured;
    }

    /** The datatype of that protocol name, case-sensitive; none for a name the protocol does not have. */
    public static Optional<Datatype> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The datatype that a model's configuration names; none for TYPE_INVALID and for what is newer than this list. */
    public static Optional<Datatype> of(DataType configured) {
        return Arrays.stream(values())
                .filter(type -> type.configured == configured)
                .findFirst();
    }

    /** Its name in a model's configuration. */
    public DataType configured() {
        return configured;
    }

    /** Bytes of one element, 0 for {@link #BYTES} whose elements differ. */
    public int elementBytes() {
        return elementBytes;
    }

    /** Whether every value is a whole number (BOOL is 0 or 1). */
    public boolean integral() {
        return switch (this) {
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> true;
            case FP16, BF16, FP32, FP64, BYTES -> false;
        };
    }

    /** Whether a whole number is in range; one for UINT64 is taken as unsigned. */
    boolean holds(long value) {
        return switch (this) {
            case BOOL -> value == 0 || value == 1;
            case UINT8, UINT16, UINT32 -> value >>> (Byte.SIZE * elementBytes) == 0;
            case INT8 -> value == (byte) value;
            case INT16 -> value == (short) value;
            case INT32 -> value == (int) value;
            case UINT64, INT64, FP16, BF16, FP32, FP64 -> true;
            case BYTES -> false;
        };
    }
}
