package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.mlink.runtime.store.NpyArray;
import java.util.Map;

/**
 * The half of a decoder that all links to texts share: Embedding(G) of the last word, beside a context into a GRU(G) that
 * carries its state, and Dense(vocabulary) over what the GRU says.
 */
final class WordDecoder extends AbstractBlock {
    private final int units;
    private final WordEmbedding embedding;
    private final GRU memory;
    private final StateDropout dropout;
    private final Linear output;

    /**
     * @param rate share of what the GRU says that a step leaves out
     * @param seed of what is left out
     */
    WordDecoder(int vocabulary, int units, double rate, long seed) {
        this.units = units;
        this.embedding = addChildBlock("embedding", new WordEmbedding(vocabulary, units));
        this.memory = addChildBlock("memory", Layers.gru(units));
        this.dropout = new StateDropout(rate, seed);
        this.output = addChildBlock("output", Layers.dense(vocabulary));
    }

    Map<String, NpyArray> arrays() {
        Layers gru = new Layers(memory);
        Layers dense = new Layers(output);
        return Map.of(
                "word_embedding", embedding.array(),
                "decoder_input_weight", gru.inputWeight(),
                "decoder_input_bias", gru.inputBias(),
                "decoder_recurrent_weight", gru.recurrentWeight(),
                "decoder_recurrent_bias", gru.recurrentBias(),
                "output_weight", dense.weight(),
                "output_bias", dense.bias());
    }

    /** What the words written before are to the GRU: [n, words] to [n, words, G]. */
    NDArray embed(ParameterStore store, NDArray before, boolean training) {
        return embedding.forward(store, new NDList(before), training).singletonOrThrow();
    }

    /**
     * Moves on by as many words as there are contexts.
     *
     * @param contexts [n, words, context]
     * @param words embedded, [n, words, G]
     * @param state [1, n, G]
     * @return what the GRU says [n, words, G], and its state then
     */
    NDList advance(ParameterStore store, NDArray contexts, NDArray words, NDArray state, boolean training) {
        return memory.forward(store, new NDList(contexts.concat(words, 2), state), training);
    }

    /** What the GRU said, [n, words, G], as scores over the vocabulary, [n, words, vocabulary]. */
    NDArray score(ParameterStore store, NDArray said, boolean training) {
        NDArray kept = training ? dropout.of(said) : said;
        return output.forward(store, new NDList(kept), training).singletonOrThrow();
    }

    /** @param inputs contexts [n, words, context] and the words before [n, words] */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray contexts = inputs.get(0);
        NDArray words = embed(store, inputs.get(1), training);
        NDArray state =
                contexts.getManager().zeros(new Shape(1, contexts.getShape().get(0), units));
        NDArray said = advance(store, contexts, words, state, training).head();
        return new NDList(score(store, said, training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape contexts = inputs[0];
        embedding.initialize(manager, type, inputs[1]);
        memory.initialize(manager, type, new Shape(contexts.get(0), contexts.get(1), contexts.get(2) + units));
        Shape said = new Shape(contexts.get(0), contexts.get(1), units);
        output.initialize(manager, type, said);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return output.getOutputShapes(new Shape[] {new Shape(inputs[1].get(0), inputs[1].get(1), units)});
    }
}
