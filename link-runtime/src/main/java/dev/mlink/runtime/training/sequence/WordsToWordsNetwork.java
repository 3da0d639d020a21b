package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.Map;

/**
 * The article's seq2seq link: Embedding(G) and GRU(G) over the source's words; the decoder begins with the state after the
 * last of them and, before each word, attends to what the encoder said at every one.
 */
public final class WordsToWordsNetwork extends AbstractBlock implements SequenceNetwork {
    private final int units;
    private final WordEmbedding embedding;
    private final GRU encoder;
    private final AdditiveAttention attention;
    private final WordDecoder decoder;

    /**
     * @param readable word numbers of the source
     * @param writable word numbers of the target
     * @param units G of encoder, attention and decoder
     * @param rate share of what the decoder says that a step leaves out
     * @param seed of what is left out
     */
    public WordsToWordsNetwork(int readable, int writable, int units, double rate, long seed) {
        this.units = units;
        this.embedding = addChildBlock("embedding", new WordEmbedding(readable, units));
        this.encoder = addChildBlock("encoder", Layers.gru(units));
        this.attention = addChildBlock("attention", new AdditiveAttention(units));
        this.decoder = addChildBlock("decoder", new WordDecoder(writable, units, rate, seed));
    }

    @Override
    public Block block() {
        return this;
    }

    @Override
    public Map<String, NpyArray> arrays() {
        Layers gru = new Layers(encoder);
        Map<String, NpyArray> arrays = new HashMap<>(decoder.arrays());
        arrays.putAll(attention.arrays());
        arrays.put("embedding", embedding.array());
        arrays.put("encoder_input_weight", gru.inputWeight());
        arrays.put("encoder_input_bias", gru.inputBias());
        arrays.put("encoder_recurrent_weight", gru.recurrentWeight());
        arrays.put("encoder_recurrent_bias", gru.recurrentBias());
        return arrays;
    }

    /**
     * @param inputs words [n, words], the last of them [n, 1, words], which are real [n, words], and the target's words
     *     before [n, target words]
     */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDList embedded = embedding.forward(store, new NDList(inputs.get(0)), training);
        NDArray encoded = encoder.forward(store, embedded, training).head();
        NDArray state = inputs.get(1).matMul(encoded).squeeze(1).expandDims(0);
        return new NDList(decode(store, encoded, inputs.get(2), state, inputs.get(3), training));
    }

    private NDArray decode(
            ParameterStore store, NDArray encoded, NDArray real, NDArray begin, NDArray before, boolean training) {
        NDArray keys = attention.keys(store, encoded, training);
        NDArray words = decoder.embed(store, before, training);
        NDList said = new NDList();
        NDArray state = begin;
        for (long position = 0; position < before.getShape().get(1); position++) {
            NDArray context = attention
                    .forward(store, new NDList(keys, encoded, real, state), training)
                    .singletonOrThrow();
            NDArray word = words.get(new NDIndex(":, {}:{}", position, position + 1));
            NDList step = decoder.advance(store, context, word, state, training);
            said.add(step.get(0));
            state = step.get(1);
        }
        return decoder.score(store, NDArrays.concat(said, 1), training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long samples = inputs[0].get(0);
        Shape read = new Shape(samples, inputs[0].get(1), units);
        embedding.initialize(manager, type, inputs[0]);
        encoder.initialize(manager, type, read);
        attention.initialize(manager, type, read, read, inputs[2], new Shape(1, samples, units));
        decoder.initialize(manager, type, new Shape(samples, inputs[3].get(1), units), inputs[3]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return decoder.getOutputShapes(new Shape[] {inputs[0], inputs[3]});
    }
}
