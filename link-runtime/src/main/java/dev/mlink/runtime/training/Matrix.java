package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Numbers of samples.
 *
 * @param rows [samples][elements], all equally long
 */
record Matrix(float[][] rows) {
    int size() {
        return rows.length;
    }

    int width() {
        return rows[0].length;
    }

    /** The chosen samples, [chosen, elements]. */
    NDArray rows(NDManager manager, int[] chosen) {
        int width = width();
        float[] flat = new float[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(rows[chosen[i]], 0, flat, i * width, width);
        }
        return manager.create(flat, new Shape(chosen.length, width));
    }

    /** All samples several times, one round after the other. */
    Matrix repeated(int times) {
        float[][] repeated = new float[times * rows.length][];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = rows[i % rows.length];
        }
        return new Matrix(repeated);
    }
}
