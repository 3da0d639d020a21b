package dev.mlink.runtime.prediction;

import dev.mlink.runtime.prediction.sequence.WordReader;
import dev.mlink.runtime.store.Artifact;

/** A link from a text to a vector. */
public final class SequenceLink implements LinkFunction {
    private final Words input;
    private final WordReader reader;

    private SequenceLink(Words input, WordReader reader) {
        this.input = input;
        this.reader = reader;
    }

    /** Compiles the arrays of a Seq2Vec artefact. */
    static SequenceLink of(Artifact artifact) {
        return new SequenceLink(new Words(artifact.description().reads().orElseThrow()), WordReader.of(artifact));
    }

    @Override
    public Form input() {
        return input;
    }

    @Override
    public Form output() {
        return new Form.Numbers(reader.outputSize());
    }

    @Override
    public int inputSize() {
        return input.size();
    }

    @Override
    public int outputSize() {
        return reader.outputSize();
    }

    @Override
    public void score(float[] source, int from, float[] scores, int to) {
        reader.score(source, from, scores, to);
    }
}
