package dev.mlink.triton.tensor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of one datatype, one after another, little-endian. Not for {@link Datatype#BYTES}. */
final class Numbers {
    private static final double TWO_TO_63 = 0x1p63;

    private final Datatype datatype;
    private final ByteBuffer bytes;

    Numbers(Datatype datatype, ByteBuffer bytes) {
        this.datatype = datatype;
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Room for that many numbers. */
    static Numbers room(Datatype datatype, int count) {
        return new Numbers(datatype, ByteBuffer.allocate(Math.multiplyExact(count, datatype.elementBytes())));
    }

    /** The bytes, not copied: nothing may be put afterwards. */
    ByteString data() {
        return UnsafeByteOperations.unsafeWrap(bytes.array(), bytes.arrayOffset(), bytes.capacity());
    }

    /** The first numbers as floats. */
    float[] floats(int count) {
        float[] values = new float[count];
        if (datatype == Datatype.FP32) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        for (int index = 0; index < count; index++) {
            values[index] = (float) real(index);
        }
        return values;
    }

    /** Puts floats from the beginning on, as {@link #put(int, double)} does. */
    void put(float... values) {
        if (datatype == Datatype.FP32) {
            bytes.asFloatBuffer().put(values);
            return;
        }
        for (int index = 0; index < values.length; index++) {
            put(index, (double) values[index]);
        }
    }

    /** The number at an index, rounded to the nearest double if it is a long that no double holds. */
    double real(int index) {
        return switch (datatype) {
            case FP16 -> NarrowFloat.FP16.widen(bytes.getShort(2 * index));
            case BF16 -> NarrowFloat.BF16.widen(bytes.getShort(2 * index));
            case FP32 -> bytes.getFloat(4 * index);
            case FP64 -> bytes.getDouble(8 * index);
            case UINT64 -> unsigned(bytes.getLong(8 * index));
            default -> integer(index);
        };
    }

    /** The whole number at an index; one of UINT64 above the largest long comes as its bits. */
    long integer(int index) {
        return switch (datatype) {
            case BOOL -> bytes.get(index) == 0 ? 0 : 1;
            case UINT8 -> Byte.toUnsignedLong(bytes.get(index));
            case UINT16 -> Short.toUnsignedLong(bytes.getShort(2 * index));
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(4 * index));
            case INT8 -> bytes.get(index);
            case INT16 -> bytes.getShort(2 * index);
            case INT32 -> bytes.getInt(4 * index);
            case UINT64, INT64 -> bytes.getLong(8 * index);
            case FP16, BF16, FP32, FP64, BYTES -> throw new InvalidTensorException(datatype + " is no whole number");
        };
    }

    /** Puts the nearest number that the datatype has: ties to even, whole numbers saturate, BOOL is true above .5. */
    void put(int index, double value) {
        switch (datatype) {
            case FP16 -> bytes.putShort(2 * index, NarrowFloat.FP16.round(value));
            case BF16 -> bytes.putShort(2 * index, NarrowFloat.BF16.round(value));
            case FP32 -> bytes.putFloat(4 * index, (float) value);
            case FP64 -> bytes.putDouble(8 * index, value);
            default -> put(index, whole(value));
        }
    }

    /** Puts a whole number, its low bits where it is too large. */
    void put(int index, long value) {
        switch (datatype) {
            case BOOL -> bytes.put(index, (byte) (value == 0 ? 0 : 1));
            case UINT8, INT8 -> bytes.put(index, (byte) value);
            case UINT16, INT16 -> bytes.putShort(2 * index, (short) value);
            case UINT32, INT32 -> bytes.putInt(4 * index, (int) value);
            case UINT64, INT64 -> bytes.putLong(8 * index, value);
            case FP16, BF16, FP32, FP64 -> put(index, (double) value);
            case BYTES -> throw new InvalidTensorException("BYTES holds no numbers");
        }
    }

    private long whole(double value) {
        if (Double.isNaN(value)) {
            throw new InvalidTensorException("NaN is no " + datatype);
        }
        double nearest = Math.rint(value);
        return switch (datatype) {
            case BOOL -> nearest > 0 ? 1 : 0;
            case UINT8, UINT16, UINT32 -> (long)
                    Math.max(0, Math.min(nearest, (1L << Byte.SIZE * datatype.elementBytes()) - 1));
            case INT8 -> (long) Math.max(Byte.MIN_VALUE, Math.min(nearest, Byte.MAX_VALUE));
            case INT16 -> (long) Math.max(Short.MIN_VALUE, Math.min(nearest, Short.MAX_VALUE));
            case INT32 -> (long) Math.max(Integer.MIN_VALUE, Math.min(nearest, Integer.MAX_VALUE));
            case UINT64 -> unsignedBits(nearest);
            default -> (long) nearest;
        };
    }

    private static double unsigned(long bits) {
        // halved with the lowest bit kept sticky, so that doubling rounds once and right
        return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
    }

    private static long unsignedBits(double value) {
        if (value >= 2 * TWO_TO_63) {
            return -1;
        }
        return value < TWO_TO_63 ? (long) Math.max(0, value) : (long) (value - TWO_TO_63) | Long.MIN_VALUE;
    }
}
