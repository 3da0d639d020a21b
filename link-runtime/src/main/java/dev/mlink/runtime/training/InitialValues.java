package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/**
 * What a parameter of several networks begins with.
 *
 * @param values [networks][rows * columns]
 */
record InitialValues(float[][] values, int rows, int columns) implements Initializer {

    Parameter parameter(String name) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(values.length, rows, columns))
                .optInitializer(this)
                .build();
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        float[] flat = new float[values.length * rows * columns];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(values[i], 0, flat, i * rows * columns, rows * columns);
        }
        try (NDArray javas = manager.create(flat, shape)) {
            // in the framework's own memory: where Java's lies differs, and sums with it
            return javas.duplicate();
        }
    }
}
