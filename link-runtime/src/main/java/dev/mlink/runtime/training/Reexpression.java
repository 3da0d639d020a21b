package dev.mlink.runtime.training;

import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.Map;

/**
 * Learned arrays for other scalings: another {@code input_mean}, {@code input_scale}, {@code target_mean} and {@code
 * target_scale}, and first and last layers that make up for it, so that the function in the models' own units is the same.
 * What is learned on one profile goes on where another profile's means and scales hold.
 *
 * @param inputs what standardises what is read
 * @param targets what standardises what is answered
 */
record Reexpression(Scaling inputs, Scaling targets) {

    /**
     * @param arrays those of a Vec2Vec or a Joint artefact, as wide as the scalings
     * @return the same arrays by the same names
     */
    Map<String, NpyArray> of(Map<String, NpyArray> arrays) {
        Map<String, NpyArray> expressed = new HashMap<>(arrays);
        first(arrays, expressed);
        last(arrays, expressed);
        put(expressed, "input_mean", inputs.mean());
        put(expressed, "input_scale", inputs.scale());
        put(expressed, "target_mean", targets.mean());
        put(expressed, "target_scale", targets.scale());
        return expressed;
    }

    /** (x - m) / s W + b = (x - m') / s' W' + b' with W' = W s' / s and b' = b + (m' - m) / s W. */
    private void first(Map<String, NpyArray> arrays, Map<String, NpyArray> expressed) {
        float[] mean = arrays.get("input_mean").floats();
        float[] scale = arrays.get("input_scale").floats();
        float[] weight = arrays.get("hidden_weight").floats();
        float[] bias = arrays.get("hidden_bias").floats();
        int units = bias.length;
        for (int i = 0; i < mean.length; i++) {
            float moved = (inputs.mean()[i] - mean[i]) / scale[i];
            for (int unit = 0; unit < units; unit++) {
                bias[unit] += moved * weight[i * units + unit];
                weight[i * units + unit] *= inputs.scale()[i] / scale[i];
            }
        }
        put(expressed, "hidden_weight", weight);
        put(expressed, "hidden_bias", bias);
    }

    /** (h W + b) s + m = (h W' + b') s' + m' with W' = W s / s' and b' = (b s + m - m') / s'. */
    private void last(Map<String, NpyArray> arrays, Map<String, NpyArray> expressed) {
        float[] mean = arrays.get("target_mean").floats();
        float[] scale = arrays.get("target_scale").floats();
        float[] weight = arrays.get("output_weight").floats();
        float[] bias = arrays.get("output_bias").floats();
        int out = bias.length;
        for (int i = 0; i < weight.length; i++) {
            weight[i] *= scale[i % out] / targets.scale()[i % out];
        }
        for (int j = 0; j < out; j++) {
            bias[j] = (bias[j] * scale[j] + mean[j] - targets.mean()[j]) / targets.scale()[j];
        }
        put(expressed, "output_weight", weight);
        put(expressed, "output_bias", bias);
    }

    private static void put(Map<String, NpyArray> arrays, String name, float[] values) {
        int[] shape =
                arrays.get(name).shape().stream().mapToInt(Integer::intValue).toArray();
        arrays.put(name, NpyArray.of(values, shape));
    }
}
