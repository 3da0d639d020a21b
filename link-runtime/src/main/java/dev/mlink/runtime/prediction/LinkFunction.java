package dev.mlink.runtime.prediction;

/**
 * A link up to its last activation: what one source answered to z of one target, a regression's in the target's own
 * units. Immutable in effect and safe for many threads.
 */
public sealed interface LinkFunction permits VectorLink, SequenceLink, TextLink {

    /** What one sample of the source is. */
    default Form input() {
        return new Form.Numbers(inputSize());
    }

    /** What one sample of the answer is. */
    default Form output() {
        return new Form.Numbers(outputSize());
    }

    /** Floats of one sample of the source. */
    int inputSize();

    /** Elements of z. */
    int outputSize();

    /** Puts z of the sample that begins at {@code from} of {@code source} to {@code to} of {@code scores}. */
    void score(float[] source, int from, float[] scores, int to);
}
