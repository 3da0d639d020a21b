package dev.mlink.runtime.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arrays a link from or to a text must have, and in which shapes; docs/architecture.md says what they mean. The
 * vocabularies tell some of the sizes.
 */
record SequenceLayout(Description description, Map<String, NpyArray> arrays) {

    Map<String, List<Integer>> shapes() {
        return switch (description.kind()) {
            case SEQ2VEC -> wordsToVector(last("recurrent_weight") / 4, last("output_bias"));
            case VEC2SEQ -> vectorToWords(last("input_mean"), last("encoder_bias"));
            case SEQ2SEQ -> wordsToWords(last("encoder_recurrent_weight") / 3);
            default -> throw new IllegalArgumentException(
                    "a " + description.kind().text() + " neither reads nor writes texts");
        };
    }

    private Map<String, List<Integer>> wordsToVector(int units, int out) {
        int embedding = last("embedding");
        return Map.of(
                "embedding", List.of(readable(), embedding),
                "input_weight", List.of(embedding, 4 * units),
                "gate_bias", List.of(4 * units),
                "recurrent_weight", List.of(units, 4 * units),
                "output_weight", List.of(units, out),
                "output_bias", List.of(out),
                "target_mean", List.of(out),
                "target_scale", List.of(out));
    }

    private Map<String, List<Integer>> vectorToWords(int in, int context) {
        Map<String, List<Integer>> shapes = decoder(context);
        shapes.put("input_mean", List.of(in));
        shapes.put("input_scale", List.of(in));
        shapes.put("encoder_weight", List.of(in, context));
        shapes.put("encoder_bias", List.of(context));
        return shapes;
    }

    private Map<String, List<Integer>> wordsToWords(int units) {
        int embedding = last("embedding");
        int attention = last("score_weight");
        Map<String, List<Integer>> shapes = decoder(units);
        shapes.put("embedding", List.of(readable(), embedding));
        shapes.put("encoder_input_weight", List.of(embedding, 3 * units));
        shapes.put("encoder_input_bias", List.of(3 * units));
        shapes.put("encoder_recurrent_weight", List.of(units, 3 * units));
        shapes.put("encoder_recurrent_bias", List.of(3 * units));
        shapes.put("key_weight", List.of(units, attention));
        shapes.put("key_bias", List.of(attention));
        shapes.put("query_weight", List.of(last("decoder_recurrent_weight") / 3, attention));
        shapes.put("score_weight", List.of(attention));
        return shapes;
    }

    private Map<String, List<Integer>> decoder(int context) {
        int embedding = last("word_embedding");
        int units = last("decoder_recurrent_weight") / 3;
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        shapes.put("word_embedding", List.of(writable(), embedding));
        shapes.put("decoder_input_weight", List.of(context + embedding, 3 * units));
        shapes.put("decoder_input_bias", List.of(3 * units));
        shapes.put("decoder_recurrent_weight", List.of(units, 3 * units));
        shapes.put("decoder_recurrent_bias", List.of(3 * units));
        shapes.put("output_weight", List.of(units, writable()));
        shapes.put("output_bias", List.of(writable()));
        return shapes;
    }

    private int readable() {
        return description.reads().orElseThrow().size();
    }

    private int writable() {
        return description.writes().orElseThrow().size();
    }

    /** Length of the last axis. */
    private int last(String name) {
        NpyArray array = arrays.get(name);
        if (array == null || array.size() == 0) {
            throw new IllegalArgumentException("array '" + name + "' is missing or empty");
        }
        return array.shape().get(array.shape().size() - 1);
    }
}
