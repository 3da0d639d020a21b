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

/**
 * Article's vec2vec links, Dense(H), ReLU, Dropout, Dense(out), several of one shape in one batched graph. Sources that
 * are narrower than the widest are padded; their padding is zero, and so are its gradients. The activation belongs to
 * the loss.
 */
final class LinkBank extends AbstractBlock implements Network<LinkWeights> {
    private final int units;
    private final int outputs;
    private final List<Seat> seats;
    private final int widest;
    private final Parameter hiddenWeight;
    private final Parameter hiddenBias;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    /**
     * One network of the bank.
     *
     * @param inputs elements of the source's output
     * @param seed of its initial weights
     */
    record Seat(int inputs, long seed) {}

    LinkBank(int units, int outputs, List<Seat> seats) {
        this.units = units;
        this.outputs = outputs;
        this.seats = List.copyOf(seats);
        this.widest = seats.stream().mapToInt(Seat::inputs).max().orElseThrow();
        float[][] hidden = new float[seats.size()][];
        float[][] output = new float[seats.size()][];
        for (int i = 0; i < hidden.length; i++) {
            GlorotUniform random = new GlorotUniform(seats.get(i).seed());
            hidden[i] = Arrays.copyOf(random.draw(seats.get(i).inputs(), units), widest * units);
            output[i] = random.draw(units, outputs);
        }
        this.hiddenWeight = parameter("hidden_weight", hidden, widest, units);
        this.hiddenBias = parameter("hidden_bias", new float[hidden.length][units], 1, units);
        this.outputWeight = parameter("output_weight", output, units, outputs);
        this.outputBias = parameter("output_bias", new float[hidden.length][outputs], 1, outputs);
    }

    private Parameter parameter(String name, float[][] values, int rows, int columns) {
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
        return new Shape[] {new Shape(seats.size(), inputs[0].get(1), outputs)};
    }

    @Override
    public List<LinkWeights> weights() {
        float[] hidden = hiddenWeight.getArray().toFloatArray();
        float[] hiddenBiases = hiddenBias.getArray().toFloatArray();
        float[] output = outputWeight.getArray().toFloatArray();
        float[] outputBiases = outputBias.getArray().toFloatArray();
        List<LinkWeights> weights = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            int from = i * widest * units;
            weights.add(new LinkWeights(
                    Arrays.copyOfRange(hidden, from, from + seats.get(i).inputs() * units),
                    Arrays.copyOfRange(hiddenBiases, i * units, (i + 1) * units),
                    Arrays.copyOfRange(output, i * units * outputs, (i + 1) * units * outputs),
                    Arrays.copyOfRange(outputBiases, i * outputs, (i + 1) * outputs)));
        }
        return weights;
    }
}
