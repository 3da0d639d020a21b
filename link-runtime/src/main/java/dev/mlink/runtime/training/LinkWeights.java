package dev.mlink.runtime.training;

/**
 * The parameters of a vec2vec link, row-major as artefacts hold them.
 *
 * @param hiddenWeight [in, H]
 * @param hiddenBias [H]
 * @param outputWeight [H, out]
 * @param outputBias [out]
 */
record LinkWeights(float[] hiddenWeight, float[] hiddenBias, float[] outputWeight, float[] outputBias) {}
