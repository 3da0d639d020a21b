package dev.mlink.benchmark;

import dev.mlink.runtime.store.NpyArray;
import java.util.Arrays;

/** Arrays of one number, for scales and means that change nothing. */
enum Constant {
    ZERO(0),
    ONE(1);

    private final float value;

    Constant(float value) {
        this.value = value;
    }

    NpyArray vector(int size) {
        return NpyArray.of(values(size), size);
    }

    NpyArray matrix(int rows, int columns) {
        return NpyArray.of(values(rows * columns), rows, columns);
    }

    private float[] values(int size) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }
}
