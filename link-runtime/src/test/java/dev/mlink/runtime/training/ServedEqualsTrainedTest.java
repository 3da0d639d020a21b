package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import dev.mlink.runtime.prediction.OutputLayer;
import dev.mlink.runtime.prediction.VectorLink;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is served from plain arrays is what the framework trained, over random networks and inputs. */
class ServedEqualsTrainedTest {
    private static final int NETWORKS = 40;

    private final Torch torch = new Torch();
    private final Random random = new Random(11);

    @Test
    void linksAnswerAlike() {
        for (int i = 0; i < NETWORKS; i++) {
            Activation activation = Activation.values()[i % Activation.values().length];
            compare(1 + random.nextInt(20), 1 + random.nextInt(64), 2 + random.nextInt(12), activation);
        }
    }

    private void compare(int in, int hidden, int out, Activation activation) {
        torch.seed(random.nextLong());
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            LinkNetwork network = new LinkNetwork(hidden, out, .5);
            Block block = network.block();
            block.setInitializer(new NormalInitializer(.5f), Parameter.Type.WEIGHT);
            block.setInitializer(new NormalInitializer(.5f), Parameter.Type.BIAS);
            float[] x = row(in, 1);
            block.initialize(
                    manager, DataType.FLOAT32, manager.create(x).expandDims(0).getShape());
            Scaling inputs = new Scaling(row(in, 3), positive(in));
            Scaling outputs =
                    activation == Activation.LINEAR ? new Scaling(row(out, 5), positive(out)) : Scaling.none(out);
            float[] trained = forward(manager, block, inputs.apply(new float[][] {x})[0], outputs, activation);
            float[] served = serve(artifact(network.weights(), inputs, outputs, activation), x);
            for (int j = 0; j < out; j++) {
                assertThat(served[j]).isCloseTo(trained[j], within(1e-5f * Math.max(1, Math.abs(trained[j]))));
            }
        }
    }

    private static float[] forward(
            NDManager manager, Block block, float[] input, Scaling outputs, Activation activation) {
        NDArray z = block.forward(
                        new ParameterStore(manager, false),
                        new NDList(manager.create(input).expandDims(0)),
                        false)
                .singletonOrThrow();
        NDArray answer =
                switch (activation) {
                    case SOFTMAX -> z.softmax(1);
                    case LOG_SOFTMAX -> z.logSoftmax(1);
                    case SIGMOID -> ai.djl.nn.Activation.sigmoid(z);
                    case LINEAR -> z.mul(manager.create(outputs.scale())).add(manager.create(outputs.mean()));
                };
        return answer.toFloatArray();
    }

    private static float[] serve(Artifact artifact, float[] input) {
        VectorLink link = VectorLink.of(artifact);
        float[] answer = new float[link.outputSize()];
        link.score(input, 0, answer, 0);
        new OutputLayer(artifact.description().activation(), answer.length).apply(answer, 1);
        return answer;
    }

    private static Artifact artifact(LinkWeights weights, Scaling inputs, Scaling outputs, Activation activation) {
        Description description = new Description(
                Description.Kind.VEC2VEC, "target", Optional.of("source"), "Regression", activation, null, null);
        Map<String, NpyArray> arrays = weights.arrays(inputs, outputs);
        return new Artifact(description, arrays);
    }

    private float[] row(int size, double spread) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = (float) (spread * random.nextGaussian());
        }
        return row;
    }

    private float[] positive(int size) {
        float[] row = new float[size];
        for (int i = 0; i < size; i++) {
            row[i] = .5f + random.nextFloat();
        }
        return row;
    }
}
