package dev.mlink.runtime.prediction.sequence;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Vocabulary;

/**
 * The seq2vec network up to its last activation: an LSTM over the words' embeddings, its state after the last word, and a
 * dense layer; a regression's z in the target's own units ({@code z * target_scale + target_mean}). An empty text leaves
 * the state at zero. Safe for many threads; nothing is allocated per text.
 */
public final class WordReader {
    private final LstmCell cell;
    private final WeightMatrix output;
    private final float[] outputBias;
    private final int longest;
    private final ThreadLocal<Scratch> scratch;

    private record Scratch(LstmCell.State state, float[] scores) {}

    private WordReader(LstmCell cell, WeightMatrix output, float[] outputBias, int longest) {
        this.cell = cell;
        this.output = output;
        this.outputBias = outputBias;
        this.longest = longest;
        this.scratch = ThreadLocal.withInitial(
                () -> new Scratch(new LstmCell.State(cell.units()), new float[outputBias.length]));
    }

    /** Compiles the arrays of a Seq2Vec artefact. */
    public static WordReader of(Artifact artifact) {
        WeightMatrix words = WeightMatrix.of(artifact, "embedding")
                .times(
                        WeightMatrix.of(artifact, "input_weight"),
                        artifact.array("gate_bias").floats());
        LstmCell cell = new LstmCell(words, WeightMatrix.of(artifact, "recurrent_weight"));
        WeightMatrix output = WeightMatrix.of(artifact, "output_weight");
        float[] bias = artifact.array("output_bias").floats();
        int longest = artifact.description().reads().orElseThrow().longest();
        if (artifact.description().activation() != Activation.LINEAR) {
            return new WordReader(cell, output, bias, longest);
        }
        float[] mean = artifact.array("target_mean").floats();
        float[] scale = artifact.array("target_scale").floats();
        float[] moved = new float[bias.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = bias[i] * scale[i] + mean[i];
        }
        return new WordReader(cell, output.columnsTimes(scale), moved, longest);
    }

    /** Numbers of one text, padding included. */
    public int longest() {
        return longest;
    }

    public int outputSize() {
        return outputBias.length;
    }

    /** Puts z of the text that begins at {@code from} of {@code words} to {@code to} of {@code scores}. */
    public void score(float[] words, int from, float[] scores, int to) {
        Scratch mine = scratch.get();
        mine.state.clear();
        for (int i = from; i < from + longest && words[i] != Vocabulary.PADDING; i++) {
            cell.step((int) words[i], mine.state);
        }
        System.arraycopy(outputBias, 0, mine.scores, 0, outputBias.length);
        output.addProduct(mine.state.output(), mine.scores);
        System.arraycopy(mine.scores, 0, scores, to, outputBias.length);
    }
}
