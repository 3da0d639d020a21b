package dev.mlink.runtime.prediction;

import dev.mlink.runtime.prediction.sequence.VectorToWords;
import dev.mlink.runtime.prediction.sequence.WordLink;
import dev.mlink.runtime.prediction.sequence.WordsToWords;
import dev.mlink.runtime.store.Artifact;

/**
 * A link to a text. What it puts where others put z are the numbers of the likeliest words, so nothing is left to activate;
 * texts cannot be weighed against each other, so it takes part in no ensemble.
 */
public final class TextLink implements LinkFunction {
    private final Form input;
    private final Words output;
    private final WordLink link;

    private TextLink(Form input, Words output, WordLink link) {
        this.input = input;
        this.output = output;
        this.link = link;
    }

    /** Compiles the arrays of a Vec2Seq artefact. */
    static TextLink fromVector(Artifact artifact) {
        WordLink link = VectorToWords.of(artifact);
        return new TextLink(new Form.Numbers(link.inputSize()), written(artifact), link);
    }

    /** Compiles the arrays of a Seq2Seq artefact. */
    static TextLink fromText(Artifact artifact) {
        Words read = new Words(artifact.description().reads().orElseThrow());
        return new TextLink(read, written(artifact), WordsToWords.of(artifact));
    }

    private static Words written(Artifact artifact) {
        return new Words(artifact.description().writes().orElseThrow());
    }

    @Override
    public Form input() {
        return input;
    }

    @Override
    public Form output() {
        return output;
    }

    @Override
    public int inputSize() {
        return input.size();
    }

    @Override
    public int outputSize() {
        return output.size();
    }

    /** Natural logarithm of the probability that it gives to its answer for the sample that begins at {@code from}. */
    public float logLikelihood(float[] source, int from) {
        return (float) link.write(source, from, new float[output.size()], 0);
    }

    @Override
    public void score(float[] source, int from, float[] words, int to) {
        link.write(source, from, words, to);
    }
}
