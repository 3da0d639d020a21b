package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.mlink.runtime.store.NpyArray;
import java.util.HashMap;
import java.util.Map;

/**
 * The article's vec2seq link: Dense(2 * vocabulary), ReLU, then the decoder. The encoder's answer is one position of its
 * own sample, so the decoder's attention over it is 1 and needs no weights.
 */
public final class VectorToWordsNetwork extends AbstractBlock implements SequenceNetwork {
    private final Linear encoder;
    private final WordDecoder decoder;
    private final int context;

    /**
     * @param vocabulary word numbers of the target
     * @param units G of the decoder
     * @param rate share of what the decoder says that a step leaves out
     * @param seed of what is left out
     */
    public VectorToWordsNetwork(int vocabulary, int units, double rate, long seed) {
        this.context = 2 * vocabulary;
        this.encoder = addChildBlock("encoder", Layers.dense(context));
        this.decoder = addChildBlock("decoder", new WordDecoder(vocabulary, units, rate, seed));
    }

    @Override
    public Block block() {
        return this;
    }

    @Override
    public Map<String, NpyArray> arrays() {
        Map<String, NpyArray> arrays = new HashMap<>(decoder.arrays());
        arrays.put("encoder_weight", new Layers(encoder).weight());
        arrays.put("encoder_bias", new Layers(encoder).bias());
        return arrays;
    }

    /** @param inputs the source's standardised output [n, in] and the words before [n, words] */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray before = inputs.get(1);
        NDArray encoded = Activation.relu(
                encoder.forward(store, new NDList(inputs.get(0)), training).singletonOrThrow());
        NDArray contexts = encoded.expandDims(1).repeat(1, before.getShape().get(1));
        return decoder.forward(store, new NDList(contexts, before), training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        encoder.initialize(manager, type, inputs[0]);
        decoder.initialize(manager, type, contexts(inputs), inputs[1]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return decoder.getOutputShapes(new Shape[] {contexts(inputs), inputs[1]});
    }

    private Shape contexts(Shape[] inputs) {
        return new Shape(inputs[1].get(0), inputs[1].get(1), context);
    }
}
