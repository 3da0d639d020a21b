package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.mlink.runtime.store.NpyArray;
import java.util.Map;

/**
 * {@code softmax(v · tanh(encoded · Wk + b + state · Wq))} over the real words of a text; padding has no share, and a text
 * without words gives no context.
 */
final class AdditiveAttention extends AbstractBlock {
    /** Added to the score of padding: its share becomes 0. */
    private static final float ABSENT = -1e9f;

    private final Linear key;
    private final Linear query;
    private final Linear score;

    AdditiveAttention(int units) {
        this.key = addChildBlock("key", Layers.dense(units));
        this.query = addChildBlock("query", unbiased(units));
        this.score = addChildBlock("score", unbiased(1));
    }

    Map<String, NpyArray> arrays() {
        NpyArray column = new Layers(score).weight();
        return Map.of(
                "key_weight", new Layers(key).weight(),
                "key_bias", new Layers(key).bias(),
                "query_weight", new Layers(query).weight(),
                "score_weight", NpyArray.of(column.floats(), column.size()));
    }

    /** What is compared with a state: [n, words, G] to [n, words, A]. */
    NDArray keys(ParameterStore store, NDArray encoded, boolean training) {
        return key.forward(store, new NDList(encoded), training).singletonOrThrow();
    }

    /**
     * @param inputs keys [n, words, A], encoded [n, words, G], real words [n, words] and the decoder's state [1, n, G]
     * @return the context [n, 1, G]
     */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray real = inputs.get(2);
        NDArray asked = query.forward(store, new NDList(inputs.get(3).squeeze(0)), training)
                .singletonOrThrow()
                .expandDims(1);
        NDArray matches = score.forward(
                        store, new NDList(inputs.get(0).add(asked).tanh()), training)
                .singletonOrThrow()
                .squeeze(2);
        NDArray shares = matches.add(real.sub(1).mul(-ABSENT)).softmax(1).mul(real);
        return new NDList(shares.expandDims(1).matMul(inputs.get(1)));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        key.initialize(manager, type, inputs[1]);
        query.initialize(manager, type, new Shape(inputs[3].get(1), inputs[3].get(2)));
        score.initialize(manager, type, inputs[0]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[1].get(0), 1, inputs[1].get(2))};
    }

    private static Linear unbiased(int units) {
        return Linear.builder().setUnits(units).optBias(false).build();
    }
}
