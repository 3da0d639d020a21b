package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;

/** The article's vec2vec link: Dense(H), ReLU, Dropout, Dense(out); the activation belongs to the loss. */
final class LinkNetwork implements Network<LinkWeights> {
    private final Linear hidden;
    private final Linear output;
    private final Block block;

    LinkNetwork(int units, int outputs, double dropout) {
        this.hidden = Linear.builder().setUnits(units).build();
        this.output = Linear.builder().setUnits(outputs).build();
        SequentialBlock layers = new SequentialBlock();
        layers.add(hidden).add(Activation.reluBlock());
        if (dropout > 0) {
            layers.add(Dropout.builder().optRate((float) dropout).build());
        }
        this.block = layers.add(output);
    }

    @Override
    public Block block() {
        return block;
    }

    @Override
    public LinkWeights weights() {
        return new LinkWeights(
                transposed(hidden.getParameters().valueAt(0)),
                values(hidden.getParameters().valueAt(1)),
                transposed(output.getParameters().valueAt(0)),
                values(output.getParameters().valueAt(1)));
    }

    /** The framework keeps [out, in]; artefacts hold [in, out], which one pass over an input reads in order. */
    private static float[] transposed(Parameter weight) {
        try (NDArray turned = weight.getArray().transpose()) {
            return turned.toFloatArray();
        }
    }

    private static float[] values(Parameter parameter) {
        return parameter.getArray().toFloatArray();
    }
}
