package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * One weight per link: z = sum a_i z_i with a the softmax of the weights over the active links (article: h = s(sum w_i
 * g_ij)).
 */
final class EnsembleNetwork extends AbstractBlock implements Network<float[]> {
    /** Added to the weight of a link that takes no part: its share becomes 0. */
    private static final float ABSENT = -1e9f;

    private final int links;
    private final Parameter weight;

    /** @param beginning a weight for each link; zeros for their mean */
    EnsembleNetwork(float[] beginning) {
        this.links = beginning.length;
        this.weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(links))
                .optInitializer((manager, shape, type) -> manager.create(beginning, shape))
                .build());
    }

    @Override
    public Block block() {
        return this;
    }

    @Override
    public List<float[]> weights() {
        return List.of(weight.getArray().toFloatArray());
    }

    /** @param inputs votes [n, links * out] and active links [n, links] */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray votes = inputs.get(0);
        long samples = votes.getShape().get(0);
        long out = votes.getShape().get(1) / links;
        NDArray absent = inputs.get(1).sub(1).mul(-ABSENT);
        NDArray shares = store.getValue(weight, votes.getDevice(), training)
                .add(absent)
                .softmax(1)
                .reshape(samples, 1, links);
        return new NDList(shares.matMul(votes.reshape(samples, links, out)).reshape(samples, out));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), inputs[0].get(1) / links)};
    }
}
