package dev.mlink.runtime.store;

import java.util.Map;

/**
 * A trained predictor's arrays with what they are.
 *
 * @param description what it predicts from what
 * @param arrays by name, float32 and finite; names and shapes are those of the description's kind
 */
public record Artifact(Description description, Map<String, NpyArray> arrays) {

    public Artifact {
        arrays = Map.copyOf(arrays);
        arrays.forEach(Artifact::requireFiniteFloats);
        ArrayLayout.of(description, arrays).require(arrays);
    }

    public NpyArray array(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("array '" + name + "' is missing; there are " + arrays.keySet());
        }
        return array;
    }

    private static void requireFiniteFloats(String name, NpyArray array) {
        if (!array.type().equals(ElementType.FLOAT32)) {
            throw new IllegalArgumentException("array '" + name + "' is " + array + "; write float32");
        }
        for (float value : array.floats()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("array '" + name + "' holds " + value + "; only finite numbers");
            }
        }
    }
}
