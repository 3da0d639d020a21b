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

    /** What a link begins with that nothing has been learned for. */
    static LinkWeights drawn(int inputs, int units, int outputs, long seed) {
        GlorotUniform random = new GlorotUniform(seed);
        float[] hidden = random.draw(inputs, units);
        return new LinkWeights(hidden, new float[units], random.draw(units, outputs), new float[outputs]);
    }

    /** @param arrays those of a Vec2Vec artefact, standardised as the training at hand does it */
    static LinkWeights of(Map<String, NpyArray> arrays) {
        return new LinkWeights(
                arrays.get("hidden_weight").floats(),
                arrays.get("hidden_bias").floats(),
                arrays.get("output_weight").floats(),
                arrays.get("output_bias").floats());
    }

    int inputs() {
        return hiddenWeight.length / hiddenBias.length;
    }

    int units() {
        return hiddenBias.length;
    }

    int outputs() {
        return outputBias.length;
    }

    /**
     * The arrays of an artefact.
     *
     * @param inputs what standardised the source's output
     * @param outputs what standardised the target's
     */
    Map<String, NpyArray> arrays(Scaling inputs, Scaling outputs) {
        int in = inputs();
        int hidden = units();
        int out = outputs();
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
