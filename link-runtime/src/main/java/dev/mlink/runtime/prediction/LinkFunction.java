package dev.mlink.runtime.prediction;

/**
 * A link up to its last activation: what one source answered to z of one target, a regression's in the target's own
 * units. Immutable in effect and safe for many threads.
 */
public sealed interface LinkFunction permits VectorLink {

    /** Elements of one sample's output of the source. */
    int inputSize();

    /** Elements of z. */
    int outputSize();

    /** Puts z of the sample that begins at {@code from} of {@code source} to {@code to} of {@code scores}. */
    void score(float[] source, int from, float[] scores, int to);
}
