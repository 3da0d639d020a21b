package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.mlink.runtime.store.NpyArray;
import java.util.Map;

/**
 * The article's seq2vec link: Embedding(H), LSTM(H), its state after the last word, Dense(out); the activation belongs to
 * the loss. Padding behind the last word is never read.
 */
public final class WordsToVectorNetwork extends AbstractBlock implements SequenceNetwork {
    private final WordEmbedding embedding;
    private final LSTM memory;
    private final StateDropout dropout;
    private final Linear output;

    /**
     * @param vocabulary word numbers
     * @param units H
     * @param outputs elements of the target's output
     * @param rate share of the state that a step leaves out
     * @param seed of what is left out
     */
    public WordsToVectorNetwork(int vocabulary, int units, int outputs, double rate, long seed) {
        this.embedding = addChildBlock("embedding", new WordEmbedding(vocabulary, units));
        this.memory = addChildBlock("memory", Layers.lstm(units));
        this.dropout = new StateDropout(rate, seed);
        this.output = addChildBlock("output", Layers.dense(outputs));
    }

    @Override
    public Block block() {
        return this;
    }

    @Override
    public Map<String, NpyArray> arrays() {
        Layers lstm = new Layers(memory);
        Layers dense = new Layers(output);
        return Map.of(
                "embedding", embedding.array(),
                "input_weight", lstm.inputWeight(),
                "gate_bias", lstm.gateBias(),
                "recurrent_weight", lstm.recurrentWeight(),
                "output_weight", dense.weight(),
                "output_bias", dense.bias());
    }

    /** @param inputs words [n, words] and the last of them [n, 1, words], as {@link TextBatch} has them */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDList embedded = embedding.forward(store, new NDList(inputs.get(0)), training);
        NDArray states = memory.forward(store, embedded, training).head();
        NDArray last = inputs.get(1).matMul(states).squeeze(1);
        return output.forward(store, new NDList(training ? dropout.of(last) : last), training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        embedding.initialize(manager, type, inputs[0]);
        Shape[] embedded = embedding.getOutputShapes(inputs);
        memory.initialize(manager, type, embedded);
        Shape state = new Shape(inputs[0].get(0), embedded[0].get(2));
        output.initialize(manager, type, state);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return output.getOutputShapes(new Shape[] {new Shape(inputs[0].get(0), 1)});
    }
}
