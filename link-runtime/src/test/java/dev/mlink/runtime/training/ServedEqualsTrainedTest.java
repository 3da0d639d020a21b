package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import dev.mlink.runtime.prediction.JointNetwork;
import dev.mlink.runtime.prediction.JointPredictor;
import dev.mlink.runtime.prediction.OutputLayer;
import dev.mlink.runtime.prediction.VectorLink;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is served from plain arrays is what the framework trained, over random networks and inputs. */
class ServedEqualsTrainedTest {
    private static final int NETWORKS = 40;

    private final Random random = new Random(11);

    @Test
    void linksAnswerAlike() {
        for (int i = 0; i < NETWORKS; i++) {
            Activation activation = Activation.values()[i % Activation.values().length];
            compare(1 + random.nextInt(20), 1 + random.nextInt(64), 2 + random.nextInt(12), activation);
        }
    }

    /** Two links of unlike width in one graph: the narrower one is padded there, and is not when served. */
    private void compare(int in, int hidden, int out, Activation activation) {
        int narrow = 1 + random.nextInt(in);
        List<LinkWeights> beginnings = List.of(
                LinkWeights.drawn(in, hidden, out, random.nextLong()),
                LinkWeights.drawn(narrow, hidden, out, random.nextLong()));
        LinkBank bank = new LinkBank(beginnings);
        Scaling outputs = activation == Activation.LINEAR ? new Scaling(row(out, 5), positive(out)) : Scaling.none(out);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            List<Matrix> inputs = new ArrayList<>();
            List<float[]> raw = new ArrayList<>();
            List<Scaling> scalings = new ArrayList<>();
            for (LinkWeights seat : beginnings) {
                Scaling scaling = new Scaling(row(seat.inputs(), 3), positive(seat.inputs()));
                raw.add(row(seat.inputs(), 1));
                scalings.add(scaling);
                inputs.add(new Matrix(scaling.apply(new float[][] {raw.get(raw.size() - 1)})));
            }
            LinkExamples examples = new LinkExamples(
                    inputs, new Matrix(new float[][] {new float[out]}), new Dropout(0, hidden, List.of()));
            NDList x = examples.inputs(manager, new int[] {0}, false);
            bank.initialize(manager, DataType.FLOAT32, x.getShapes());
            NDArray z =
                    bank.forward(new ParameterStore(manager, false), x, false).singletonOrThrow();
            for (int i = 0; i < beginnings.size(); i++) {
                float[] trained = answer(manager, z.get(i), outputs, activation);
                float[] served =
                        serve(artifact(bank.weights().get(i), scalings.get(i), outputs, activation), raw.get(i));
                for (int j = 0; j < out; j++) {
                    assertThat(served[j]).isCloseTo(trained[j], within(1e-5f * Math.max(1, Math.abs(trained[j]))));
                }
            }
        }
    }

    @Test
    void jointNetworksAnswerAlike() {
        for (int i = 0; i < NETWORKS; i++) {
            compareJoint(2 + random.nextInt(5), 1 + random.nextInt(40));
        }
    }

    private void compareJoint(int models, int hidden) {
        List<JointColumns.Column> list = new ArrayList<>();
        int from = 0;
        for (int model = 0; model < models; model++) {
            int size = 2 + random.nextInt(5);
            Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
            Scaling outputs =
                    activation == Activation.LINEAR ? new Scaling(row(size, 5), positive(size)) : Scaling.none(size);
            list.add(new JointColumns.Column(
                    "m" + model,
                    "Regression",
                    from,
                    new Scaling(row(size, 3), positive(size)),
                    new Supervision(activation, SoftLabelLoss.Kind.SQUARED_ERROR, outputs)));
            from += size;
        }
        JointColumns columns = new JointColumns(list);
        JointBlock block = JointBlock.drawn(columns.width(), models, hidden, random.nextLong());
        float[] set = new ActivationSets(models).draw(random);
        float[] raw = row(columns.width(), 3);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            JointExamples examples = new JointExamples(
                    columns,
                    new Matrix(columns.inputScaling().apply(new float[][] {raw})),
                    new Matrix(new float[][] {raw}),
                    sample -> set,
                    new Dropout(0, hidden, List.of()));
            NDList x = examples.inputs(manager, new int[] {0}, false);
            block.setInitializer(new NormalInitializer(.5f), Parameter.Type.OTHER);
            block.initialize(manager, DataType.FLOAT32, x.getShapes());
            NDList trained = block.forward(new ParameterStore(manager, false), x, false);
            JointNetwork network = JointNetwork.of(JointTrainer.artifact(
                    "group", Map.of(), columns, block.weights().get(0)));
            List<String> sources = names(columns, set, 1);
            for (String target : names(columns, set, 0)) {
                JointColumns.Column column = list.get(Integer.parseInt(target.substring(1)));
                JointPredictor predictor = network.predictor(List.of(target), sources);
                float[] served = new float[predictor.outputSize()];
                List<float[]> outputs = sources.stream()
                        .map(source -> list.get(Integer.parseInt(source.substring(1))))
                        .map(source -> Arrays.copyOfRange(raw, source.from(), source.from() + source.size()))
                        .toList();
                predictor.predict(outputs, 1, served);
                float[] wanted = answer(
                        manager,
                        trained.get(0).get(0).get(new NDIndex("{}:{}", column.from(), column.from() + column.size())),
                        column.supervision().scaling(),
                        column.supervision().activation());
                for (int j = 0; j < served.length; j++) {
                    assertThat(served[j]).isCloseTo(wanted[j], within(1e-5f * Math.max(1, Math.abs(wanted[j]))));
                }
                float[] foreseen = new float[1];
                predictor.foresee(outputs, 1, foreseen);
                float error = trained.get(1).getFloat(0, Integer.parseInt(target.substring(1)));
                assertThat(foreseen[0]).isCloseTo(error, within(1e-5f * Math.max(1, Math.abs(error))));
            }
        }
    }

    private static List<String> names(JointColumns columns, float[] set, float active) {
        return IntStream.range(0, set.length)
                .filter(model -> set[model] == active)
                .mapToObj(model -> columns.models().get(model).model())
                .toList();
    }

    private static float[] answer(NDManager manager, NDArray z, Scaling outputs, Activation activation) {
        NDArray row = z.reshape(-1);
        NDArray answer =
                switch (activation) {
                    case SOFTMAX -> row.softmax(0);
                    case LOG_SOFTMAX -> row.logSoftmax(0);
                    case SIGMOID -> ai.djl.nn.Activation.sigmoid(row);
                    case LINEAR -> row.mul(manager.create(outputs.scale())).add(manager.create(outputs.mean()));
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
