package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Article's vec2vec links, Dense(H), ReLU, Dropout, Dense(out), several of one shape in one batched graph. Sources that
 * are narrower than the widest are padded; their padding is zero, and so are its gradients. The activation belongs to
 * the loss.
 */
final class LinkBank extends AbstractBlock implements Network<LinkWeights> {
    private final int units;
    private final int outputs;
    private final int[] inputs;
    private final int widest;
    private final Parameter hiddenWeight;
    private final Parameter hiddenBias;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    /** @param beginnings what each network begins with, all as wide in the middle and at the end */
    LinkBank(List<LinkWeights> beginnings) {
        this.units = beginnings.get(0).units();
        this.outputs = beginnings.get(0).outputs();
        this.inputs = beginnings.stream().mapToInt(LinkWeights::inputs).toArray();
        this.widest = Arrays.stream(inputs).max().orElseThrow();
        this.hiddenWeight = parameter(
                "hidden_weight",
                beginnings,
                weights -> Arrays.copyOf(weights.hiddenWeight(), widest * units),
                widest,
                units);
        this.hiddenBias = parameter("hidden_bias", beginnings, LinkWeights::hiddenBias, 1, units);
        this.outputWeight = parameter("output_weight", beginnings, LinkWeights::outputWeight, units, outputs);
        this.outputBias = parameter("output_bias", beginnings, LinkWeights::outputBias, 1, outputs);
    }

    private Parameter parameter(
            String name, List<LinkWeights> beginnings, Function<LinkWeights, float[]> part, int rows, int columns) {
        float[][] values = beginnings.stream().map(part).toArray(float[][]::new);
        return addParameter(new InitialValues(values, rows, columns).parameter(name));
    }

    @Override
    public Block block() {
        return this;
    }

    /** @param inputs the sources' outputs [networks, n, widest]; while fitting, the units that stay [networks, n, H] */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray x = inputs.get(0);
        NDArray hidden = Activation.relu(
                x.matMul(value(store, hiddenWeight, x, training)).add(value(store, hiddenBias, x, training)));
        NDArray kept = inputs.size() > 1 ? hidden.mul(inputs.get(1)) : hidden;
        return new NDList(
                kept.matMul(value(store, outputWeight, x, training)).add(value(store, outputBias, x, training)));
    }

    private static NDArray value(ParameterStore store, Parameter parameter, NDArray like, boolean training) {
        return store.getValue(parameter, like.getDevice(), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(this.inputs.length, inputs[0].get(1), outputs)};
    }

    @Override
    public List<LinkWeights> weights() {
        float[] hidden = hiddenWeight.getArray().toFloatArray();
        float[] hiddenBiases = hiddenBias.getArray().toFloatArray();
        float[] output = outputWeight.getArray().toFloatArray();
        float[] outputBiases = outputBias.getArray().toFloatArray();
        List<LinkWeights> weights = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            int from = i * widest * units;
            weights.add(new LinkWeights(
                    Arrays.copyOfRange(hidden, from, from + inputs[i] * units),
                    Arrays.copyOfRange(hiddenBiases, i * units, (i + 1) * units),
                    Arrays.copyOfRange(output, i * units * outputs, (i + 1) * units * outputs),
                    Arrays.copyOfRange(outputBiases, i * outputs, (i + 1) * outputs)));
        }
        return weights;
    }
}
