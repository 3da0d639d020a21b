package dev.mlink.benchmark;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.NpyArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vec2vec link that the goals speak of: Dense(24), ReLU, Dense(64), softmax over 12 inputs. */
final class VectorNetwork {
    private static final int INPUTS = 12;
    private static final int UNITS = 24;
    private static final int OUTPUTS = 64;

    private final Linear hidden = Linear.builder().setUnits(UNITS).build();
    private final Linear output = Linear.builder().setUnits(OUTPUTS).build();

    private VectorNetwork() {}

    static Opponents opponents() {
        return new VectorNetwork().meet(new RandomNumbers().normal(INPUTS));
    }

    private Opponents meet(float[] sample) {
        SequentialBlock block = new SequentialBlock()
                .add(hidden)
                .add(Activation.reluBlock())
                .add(output)
                .add(new LambdaBlock(z -> new NDList(z.singletonOrThrow().softmax(1)), "softmax"));
        Framework framework = Framework.of(block, Framework.row(sample));
        return new Opponents(new Served(served(), List.of(sample)), framework);
    }

    /** From the framework's weights; inputs are standard already, which spares the framework a layer. */
    private Predictor served() {
        Description description = new Description(
                Description.Kind.VEC2VEC,
                "target",
                Optional.of("source"),
                "SingleLabel",
                Description.Activation.SOFTMAX,
                null,
                Map.of());
        return Served.link(new Artifact(description, arrays()));
    }

    private Map<String, NpyArray> arrays() {
        DenseWeights first = DenseWeights.of(hidden);
        DenseWeights last = DenseWeights.of(output);
        return Map.of(
                "input_mean", Constant.ZERO.vector(INPUTS),
                "input_scale", Constant.ONE.vector(INPUTS),
                "hidden_weight", first.weight(),
                "hidden_bias", first.bias(),
                "output_weight", last.weight(),
                "output_bias", last.bias(),
                "target_mean", Constant.ZERO.vector(OUTPUTS),
                "target_scale", Constant.ONE.vector(OUTPUTS));
    }
}
