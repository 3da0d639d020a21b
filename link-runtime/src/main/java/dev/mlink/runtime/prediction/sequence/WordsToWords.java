package dev.mlink.runtime.prediction.sequence;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Vocabulary;

/**
 * The seq2seq network: a GRU reads the words; the decoder begins with its last state and attends, before each word it
 * writes, to what the encoder said at each word it read. Safe for many threads; nothing is allocated per text.
 */
public final class WordsToWords implements WordLink {
    private final GruCell encoder;
    private final WeightMatrix words;
    private final Attention attention;
    private final WordWriter writer;
    private final int inputSize;
    private final WordWriter.Source<Attention.Memory> source;
    private final ThreadLocal<Scratch> scratch;

    private record Scratch(GruCell.State encoder, Attention.Memory memory, WordWriter.State writer) {}

    private WordsToWords(Artifact artifact) {
        this.words = WeightMatrix.of(artifact, "embedding")
                .times(
                        WeightMatrix.of(artifact, "encoder_input_weight"),
                        artifact.array("encoder_input_bias").floats());
        this.encoder = new GruCell(
                WeightMatrix.of(artifact, "encoder_recurrent_weight"),
                artifact.array("encoder_recurrent_bias").floats());
        this.attention = Attention.of(artifact);
        this.writer = WordWriter.of(artifact);
        this.inputSize = artifact.description().reads().orElseThrow().longest();
        this.source =
                (memory, state, incoming) -> writer.context().addProduct(attention.context(state, memory), incoming);
        this.scratch = ThreadLocal.withInitial(
                () -> new Scratch(new GruCell.State(encoder.units()), attention.memory(inputSize), writer.state()));
    }

    /** Compiles the arrays of a Seq2Seq artefact. */
    public static WordsToWords of(Artifact artifact) {
        return new WordsToWords(artifact);
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int longest() {
        return writer.longest();
    }

    @Override
    public double write(float[] text, int from, float[] answers, int to) {
        Scratch mine = scratch.get();
        mine.encoder.clear();
        mine.memory.clear();
        for (int i = from; i < from + inputSize && text[i] != Vocabulary.PADDING; i++) {
            float[] word = words.row((int) text[i]);
            System.arraycopy(word, 0, mine.encoder.incoming(), 0, word.length);
            encoder.step(mine.encoder);
            attention.remember(mine.encoder.output(), mine.memory);
        }
        System.arraycopy(mine.encoder.output(), 0, mine.writer.begin(), 0, encoder.units());
        return writer.write(source, mine.memory, mine.writer, answers, to);
    }
}
