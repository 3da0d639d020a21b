package dev.mlink.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.mlink.runtime.prediction.JointNetwork;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Member;
import dev.mlink.runtime.store.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The joint network of the digits group at its largest: every model is read, and every model is answered for. */
final class DigitsNetwork {
    private static final int UNITS = 128;
    private static final List<Member> MEMBERS = List.of(
            new Member("class", 10, "SingleLabel", Description.Activation.SOFTMAX),
            new Member("parity", 2, "SingleLabel", Description.Activation.SOFTMAX),
            new Member("upper", 10, "SingleLabel", Description.Activation.SOFTMAX),
            new Member("lower", 10, "SingleLabel", Description.Activation.SOFTMAX),
            new Member("holes", 1, "Regression", Description.Activation.LINEAR),
            new Member("box", 4, "BoundingBox", Description.Activation.LINEAR),
            new Member("attributes", 4, "MultiLabel", Description.Activation.SIGMOID));
    private static final int COLUMNS = MEMBERS.stream().mapToInt(Member::size).sum();

    private final Linear hidden = Linear.builder().setUnits(UNITS).build();
    private final Linear output = Linear.builder().setUnits(COLUMNS).build();

    private DigitsNetwork() {}

    static Opponents opponents() {
        RandomNumbers random = new RandomNumbers();
        return new DigitsNetwork()
                .meet(MEMBERS.stream()
                        .map(member -> random.normal(member.size()))
                        .toList());
    }

    private Opponents meet(List<float[]> outputs) {
        SequentialBlock block = new SequentialBlock()
                .add(hidden)
                .add(Activation.reluBlock())
                .add(output)
                .add(new LambdaBlock(z -> new NDList(answers(z.singletonOrThrow())), "answers"));
        Framework framework = Framework.of(block, Framework.row(withMask(outputs)));
        return new Opponents(new Served(served(), outputs), framework);
    }

    /** All outputs, then a one for each active model. */
    private static float[] withMask(List<float[]> outputs) {
        float[] sample = new float[COLUMNS + MEMBERS.size()];
        Arrays.fill(sample, COLUMNS, sample.length, 1);
        int from = 0;
        for (float[] output : outputs) {
            System.arraycopy(output, 0, sample, from, output.length);
            from += output.length;
        }
        return sample;
    }

    private static NDArray answers(NDArray z) {
        List<NDArray> answers = new ArrayList<>();
        int from = 0;
        for (Member member : MEMBERS) {
            NDArray columns = z.get(":, " + from + ":" + (from + member.size()));
            answers.add(
                    switch (member.activation()) {
                        case SOFTMAX -> columns.softmax(1);
                        case LOG_SOFTMAX -> columns.logSoftmax(1);
                        case SIGMOID -> Activation.sigmoid(columns);
                        case LINEAR -> columns;
                    });
            from += member.size();
        }
        return NDArrays.concat(new NDList(answers), 1);
    }

    private Predictor served() {
        List<String> models = MEMBERS.stream().map(Member::model).toList();
        Description description = Description.ofGroup(Description.Kind.JOINT, "digits", MEMBERS, Map.of());
        return JointNetwork.of(new Artifact(description, arrays())).predictor(models, models);
    }

    private Map<String, NpyArray> arrays() {
        DenseWeights first = DenseWeights.of(hidden);
        DenseWeights last = DenseWeights.of(output);
        int models = MEMBERS.size();
        return Map.ofEntries(
                Map.entry("input_mean", Constant.ZERO.vector(COLUMNS)),
                Map.entry("input_scale", Constant.ONE.vector(COLUMNS)),
                Map.entry("hidden_weight", first.rows(0, COLUMNS).weight()),
                Map.entry("active_weight", first.rows(COLUMNS, COLUMNS + models).weight()),
                Map.entry("hidden_bias", first.bias()),
                Map.entry("output_weight", last.weight()),
                Map.entry("output_bias", last.bias()),
                Map.entry("error_weight", Constant.ZERO.matrix(UNITS, models)),
                Map.entry("error_bias", Constant.ZERO.vector(models)),
                Map.entry("target_mean", Constant.ZERO.vector(COLUMNS)),
                Map.entry("target_scale", Constant.ONE.vector(COLUMNS)));
    }
}
