package dev.mlink.runtime.store;

import java.util.List;
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
        requireShapes(description, arrays);
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

    private static void requireShapes(Description description, Map<String, NpyArray> arrays) {
        Map<String, List<Integer>> shapes =
                switch (description.kind()) {
                    case PRIOR -> Map.of("constant", List.of(size(arrays, "constant")));
                    case ENSEMBLE -> Map.of(
                            "weight", List.of(description.links().size()));
                    case VEC2VEC -> vectorLink(
                            size(arrays, "input_mean"), size(arrays, "hidden_bias"), size(arrays, "output_bias"));
                };
        shapes.forEach((name, shape) -> {
            if (!arrays.containsKey(name) || !arrays.get(name).shape().equals(shape)) {
                throw new IllegalArgumentException("array '" + name + "' of a "
                        + description.kind().text() + " is " + arrays.get(name) + "; its shape must be " + shape);
            }
        });
    }

    private static Map<String, List<Integer>> vectorLink(int in, int hidden, int out) {
        return Map.of(
                "input_mean", List.of(in),
                "input_scale", List.of(in),
                "hidden_weight", List.of(in, hidden),
                "hidden_bias", List.of(hidden),
                "output_weight", List.of(hidden, out),
                "output_bias", List.of(out),
                "target_mean", List.of(out),
                "target_scale", List.of(out));
    }

    private static int size(Map<String, NpyArray> arrays, String name) {
        NpyArray array = arrays.get(name);
        if (array == null || array.size() == 0) {
            throw new IllegalArgumentException("array '" + name + "' is missing or empty");
        }
        return array.size();
    }
}
