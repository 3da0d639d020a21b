package dev.mlink.runtime.prediction.sequence;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Vocabulary;

/**
 * The decoder of links to texts: a GRU that reads the last word's embedding beside a context, and a dense layer over the
 * vocabulary. Greedy: each time the likeliest word, until the end is the likeliest or the text is as long as may be.
 *
 * @param cell with its state carried from word to word
 * @param words [vocabulary, 3 G]: {@code e(word) · Wi + b}, what the last word adds to the gates
 * @param context the rest of Wi, [context, 3 G]
 * @param output [G, vocabulary]
 * @param outputBias [vocabulary]
 * @param longest the most words of an answer
 */
record WordWriter(
        GruCell cell, WeightMatrix words, WeightMatrix context, WeightMatrix output, float[] outputBias, int longest) {

    /** What the source says, at each word anew. */
    @FunctionalInterface
    interface Source<M> {
        /** Adds the context's share, in a decoder of this state, to what comes in. */
        void addContext(M memory, float[] state, float[] incoming);
    }

    /** Of one thread. */
    static final class State {
        private final GruCell.State unit;
        private final float[] scores;

        State(int units, int vocabulary) {
            this.unit = new GruCell.State(units);
            this.scores = new float[vocabulary];
        }

        /** What the decoder begins with; to be filled before writing. */
        float[] begin() {
            return unit.output();
        }
    }

    /** Compiles the decoder's arrays of a Vec2Seq or Seq2Seq artefact. */
    static WordWriter of(Artifact artifact) {
        WeightMatrix input = WeightMatrix.of(artifact, "decoder_input_weight");
        WeightMatrix embedding = WeightMatrix.of(artifact, "word_embedding");
        int context = input.height() - embedding.width();
        return new WordWriter(
                new GruCell(
                        WeightMatrix.of(artifact, "decoder_recurrent_weight"),
                        artifact.array("decoder_recurrent_bias").floats()),
                embedding.times(
                        input.rows(context, input.height()),
                        artifact.array("decoder_input_bias").floats()),
                input.rows(0, context),
                WeightMatrix.of(artifact, "output_weight"),
                artifact.array("output_bias").floats(),
                artifact.description().writes().orElseThrow().longest());
    }

    State state() {
        return new State(cell.units(), outputBias.length);
    }

    /**
     * Writes a text to {@code to} of {@code answer}, padded to the longest.
     *
     * @return the natural logarithm of the probability that the decoder gives to this text
     */
    <M> double write(Source<M> source, M memory, State state, float[] answer, int to) {
        double likelihood = 0;
        int word = Vocabulary.START;
        int written = 0;
        while (written < longest && word != Vocabulary.END) {
            word = next(source, memory, state, word);
            likelihood += logarithm(state.scores, word);
            answer[to + written] = word == Vocabulary.END ? Vocabulary.PADDING : word;
            written++;
        }
        for (int i = written; i < longest; i++) {
            answer[to + i] = Vocabulary.PADDING;
        }
        return likelihood;
    }

    private <M> int next(Source<M> source, M memory, State state, int last) {
        float[] incoming = state.unit.incoming();
        System.arraycopy(words.row(last), 0, incoming, 0, incoming.length);
        source.addContext(memory, state.unit.output(), incoming);
        cell.step(state.unit);
        System.arraycopy(outputBias, 0, state.scores, 0, outputBias.length);
        output.addProduct(state.unit.output(), state.scores);
        return likeliest(state.scores);
    }

    /** Of the end and the words: padding, an unknown word and a second beginning are never the right answer. */
    private static int likeliest(float[] scores) {
        int best = Vocabulary.END;
        for (int word = Vocabulary.FIRST; word < scores.length; word++) {
            if (scores[word] > scores[best]) {
                best = word;
            }
        }
        return best;
    }

    /** {@code log softmax(scores)[word]} */
    private static double logarithm(float[] scores, int word) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - highest);
        }
        return scores[word] - highest - Math.log(sum);
    }
}
