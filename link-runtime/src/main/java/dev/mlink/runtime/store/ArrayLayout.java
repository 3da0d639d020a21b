package dev.mlink.runtime.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arrays an artefact of a kind must have, and in which shapes; docs/architecture.md says what they mean.
 *
 * @param kind for errors
 * @param shapes by array name
 */
record ArrayLayout(Description.Kind kind, Map<String, List<Integer>> shapes) {

    /** The layout that the sizes of some of the arrays imply for all of them. */
    static ArrayLayout of(Description description, Map<String, NpyArray> arrays) {
        Map<String, List<Integer>> shapes =
                switch (description.kind()) {
                    case PRIOR -> Map.of("constant", List.of(size(arrays, "constant")));
                    case ENSEMBLE -> Map.of(
                            "weight", List.of(description.links().size()));
                    case VEC2VEC -> link(
                            size(arrays, "input_mean"), size(arrays, "hidden_bias"), size(arrays, "output_bias"));
                    case SEQ2VEC, VEC2SEQ, SEQ2SEQ -> new SequenceLayout(description, arrays).shapes();
                    case RIDGE -> ridge(description.members());
                    case JOINT -> joint(description.members(), size(arrays, "hidden_bias"));
                    case LAST -> last(description.last().orElseThrow(), size(arrays, "value"));
                };
        return new ArrayLayout(description.kind(), shapes);
    }

    /** @throws IllegalArgumentException an array is missing or has another shape */
    void require(Map<String, NpyArray> arrays) {
        shapes.forEach((name, shape) -> {
            if (!arrays.containsKey(name) || !arrays.get(name).shape().equals(shape)) {
                throw new IllegalArgumentException("array '" + name + "' of a " + kind.text() + " is "
                        + arrays.get(name) + "; its shape must be " + shape);
            }
        });
    }

    private static Map<String, List<Integer>> link(int in, int hidden, int out) {
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

    private static Map<String, List<Integer>> ridge(List<Description.Member> members) {
        int columns = columns(members);
        return Map.of(
                "input_mean", List.of(columns),
                "input_scale", List.of(columns),
                "gram", List.of(columns, columns),
                "cross", List.of(columns, columns),
                "label_mean", List.of(columns),
                "penalty", List.of(members.size()),
                "target_mean", List.of(columns),
                "target_scale", List.of(columns));
    }

    private static Map<String, List<Integer>> joint(List<Description.Member> members, int hidden) {
        int models = members.size();
        int columns = columns(members);
        Map<String, List<Integer>> shapes = new LinkedHashMap<>(link(columns, hidden, columns));
        shapes.put("active_weight", List.of(models, hidden));
        shapes.put("error_weight", List.of(hidden, models));
        shapes.put("error_bias", List.of(models));
        return shapes;
    }

    private static Map<String, List<Integer>> last(LastMoments moments, int elements) {
        int streams = Math.max(1, moments.streams().size());
        return Map.of("value", List.of(streams, elements / streams));
    }

    private static int columns(List<Description.Member> members) {
        return members.stream().mapToInt(Description.Member::size).sum();
    }

    private static int size(Map<String, NpyArray> arrays, String name) {
        NpyArray array = arrays.get(name);
        if (array == null || array.size() == 0) {
            throw new IllegalArgumentException("array '" + name + "' is missing or empty");
        }
        return array.size();
    }
}
