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
import dev.mlink.runtime.store.NpyArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One masked network for all models: outputs of the active ones and which these are -> Dense(H), ReLU, Dropout -> last
 * layers of all, and beside them the logarithm of each one's expected loss, which learns from the network but does not
 * teach it (article, IV-A, loss prediction).
 */
final class JointBlock extends AbstractBlock implements Network<Map<String, NpyArray>> {
    private static final List<String> NAMES = List.of(
            "hidden_weight",
            "active_weight",
            "hidden_bias",
            "output_weight",
            "output_bias",
            "error_weight",
            "error_bias");

    private final int width;
    private final int models;
    private final int units;
    private final Map<String, Parameter> arrays = new LinkedHashMap<>();

    /** A network that begins with these arrays of a Joint artefact, standardised as the training at hand does it. */
    JointBlock(Map<String, NpyArray> beginning) {
        this.width = beginning.get("output_bias").size();
        this.models = beginning.get("error_bias").size();
        this.units = beginning.get("hidden_bias").size();
        for (String name : NAMES) {
            NpyArray array = beginning.get(name);
            boolean bias = array.shape().size() == 1;
            add(name, array.floats(), bias ? 1 : array.rows(), bias ? array.rows() : array.columns());
        }
    }

    /** A network that nothing has been learned for. */
    static JointBlock drawn(int width, int models, int units, long seed) {
        GlorotUniform random = new GlorotUniform(seed);
        float[] first = random.draw(width + models, units);
        float[] reading = Arrays.copyOf(first, width * units);
        float[] active = Arrays.copyOfRange(first, reading.length, first.length);
        return new JointBlock(Map.of(
                "hidden_weight", NpyArray.of(reading, width, units),
                "active_weight", NpyArray.of(active, models, units),
                "hidden_bias", NpyArray.of(new float[units], units),
                "output_weight", NpyArray.of(random.draw(units, width), units, width),
                "output_bias", NpyArray.of(new float[width], width),
                "error_weight", NpyArray.of(new float[units * models], units, models),
                "error_bias", NpyArray.of(new float[models], models)));
    }

    private void add(String name, float[] values, int rows, int columns) {
        arrays.put(name, addParameter(new InitialValues(new float[][] {values}, rows, columns).parameter(name)));
    }

    @Override
    public Block block() {
        return this;
    }

    /** @return last layers [n, width], logarithms of expected losses [n, models], active models [n, models] */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray x = inputs.get(0);
        NDArray active = inputs.get(1);
        NDArray hidden = Activation.relu(x.matMul(value(store, "hidden_weight", x, training))
                .add(active.matMul(value(store, "active_weight", x, training)))
                .add(value(store, "hidden_bias", x, training)));
        NDArray kept = inputs.size() > 2 ? hidden.mul(inputs.get(2).squeeze(0)) : hidden;
        NDArray answers =
                kept.matMul(value(store, "output_weight", x, training)).add(value(store, "output_bias", x, training));
        NDArray errors = hidden.stopGradient()
                .matMul(value(store, "error_weight", x, training))
                .add(value(store, "error_bias", x, training));
        return new NDList(answers, errors, active);
    }

    private NDArray value(ParameterStore store, String name, NDArray like, boolean training) {
        return store.getValue(arrays.get(name), like.getDevice(), training).squeeze(0);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long samples = inputs[0].get(0);
        return new Shape[] {new Shape(samples, width), new Shape(samples, models), new Shape(samples, models)};
    }

    /** The learned arrays as an artefact has them. */
    @Override
    public List<Map<String, NpyArray>> weights() {
        Map<String, NpyArray> copies = new LinkedHashMap<>();
        arrays.forEach((name, parameter) -> copies.put(name, copy(name, parameter)));
        return List.of(copies);
    }

    private NpyArray copy(String name, Parameter parameter) {
        float[] values = parameter.getArray().toFloatArray();
        if (name.endsWith("bias")) {
            return NpyArray.of(values, values.length);
        }
        int columns = (int) parameter.getArray().getShape().get(2);
        return NpyArray.of(values, values.length / columns, columns);
    }
}
