package dev.mlink.runtime.training;

import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.Map;

/**
 * Two links of a pair as one (article, IV-C, local-global fusion): z = a z_1 + (1 - a) z_2 is again a vec2vec link, with
 * the hidden units of both, and is served like any other.
 *
 * @param share a, of the first link, from 0 to 1
 */
record Fusion(double share) {

    /**
     * @param one arrays of a Vec2Vec artefact
     * @param two those of another, in the same scaling
     */
    Map<String, NpyArray> of(Map<String, NpyArray> one, Map<String, NpyArray> two) {
        int in = one.get("hidden_weight").rows();
        int units = one.get("hidden_bias").size();
        int more = two.get("hidden_bias").size();
        int out = one.get("output_bias").size();
        Map<String, NpyArray> fused = new HashMap<>(one);
        fused.put(
                "hidden_weight",
                NpyArray.of(
                        sideBySide(
                                one.get("hidden_weight").floats(),
                                two.get("hidden_weight").floats(),
                                in),
                        in,
                        units + more));
        fused.put(
                "hidden_bias",
                NpyArray.of(
                        sideBySide(
                                one.get("hidden_bias").floats(),
                                two.get("hidden_bias").floats(),
                                1),
                        units + more));
        float[] first = scaled(one.get("output_weight").floats(), share);
        float[] second = scaled(two.get("output_weight").floats(), 1 - share);
        fused.put("output_weight", NpyArray.of(sideBySide(first, second, 1), units + more, out));
        float[] bias = scaled(one.get("output_bias").floats(), share);
        float[] other = scaled(two.get("output_bias").floats(), 1 - share);
        for (int j = 0; j < out; j++) {
            bias[j] += other[j];
        }
        fused.put("output_bias", NpyArray.of(bias, out));
        return fused;
    }

    private static float[] scaled(float[] values, double by) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (by * values[i]);
        }
        return scaled;
    }

    /** Each row of the first followed by that of the second. */
    private static float[] sideBySide(float[] first, float[] second, int rows) {
        int left = first.length / rows;
        int right = second.length / rows;
        float[] joined = new float[first.length + second.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(first, row * left, joined, row * (left + right), left);
            System.arraycopy(second, row * right, joined, row * (left + right) + left, right);
        }
        return joined;
    }
}
