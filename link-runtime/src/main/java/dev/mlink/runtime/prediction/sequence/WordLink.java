package dev.mlink.runtime.prediction.sequence;

/** A link to a text. */
public sealed interface WordLink permits VectorToWords, WordsToWords {

    /** Floats of one sample of the source: a vector, or a text with its padding. */
    int inputSize();

    /** Word numbers of one answer, padding included. */
    int longest();

    /**
     * Puts the text for the sample that begins at {@code from} of {@code source} to {@code to} of {@code answers}, padded to
     * the longest.
     *
     * @return the natural logarithm of the probability that the decoder gives to this text, at most 0
     */
    double write(float[] source, int from, float[] answers, int to);
}
