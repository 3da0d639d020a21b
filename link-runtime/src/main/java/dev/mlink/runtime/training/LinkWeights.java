package dev.mlink.runtime.training;

import dev.mlink.runtime.store.NpyArray;
import java.util.Map;

/**
 * The parameters of a vec2vec link, row-major as artefacts hold them.
 *
 * @param hiddenWeight [in, H]
 * @param hiddenBias [H]
 * @param outputWeight [H, out]
 * @param outputBias [out]
 */
record LinkWeights(float[] hiddenWeight, float[] hiddenBias, float[] outputWeight, float[] outputBias) {

    /**
     * The arrays of an artefact.
     *
     * @param inputs what standardised the source's output
     * @param outputs what standardised the target's
     */
    Map<String, NpyArray> arrays(Scaling inputs, Scaling outputs) {
        int in = inputs.mean().length;
        int hidden = hiddenBias.length;
        int out = outputBias.length;
        return Map.of(
                "input_mean", NpyArray.of(inputs.mean(), in),
                "input_scale", NpyArray.of(inputs.scale(), in),
                "hidden_weight", NpyArray.of(hiddenWeight, in, hidden),
                "hidden_bias", NpyArray.of(hiddenBias, hidden),
                "output_weight", NpyArray.of(outputWeight, hidden, out),
                "output_bias", NpyArray.of(outputBias, out),
                "target_mean", NpyArray.of(outputs.mean(), out),
                "target_scale", NpyArray.of(outputs.scale(), out));
    }
}
