package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One network for all models of a group: it reads the outputs of whichever models are active, and which these are, and
 * answers for every other. Fixing the active models makes it an ordinary network without the rest.
 */
public final class JointNetwork {
    private final List<Member> members;
    private final float[] mean;
    private final float[] scale;
    private final float[] hiddenWeight;
    private final float[] activeWeight;
    private final float[] hiddenBias;
    private final LastLayer answers;
    private final LastLayer errors;

    private JointNetwork(Artifact artifact) {
        this.members = artifact.description().members();
        this.mean = artifact.array("input_mean").floats();
        this.scale = artifact.array("input_scale").floats();
        this.hiddenWeight = artifact.array("hidden_weight").floats();
        this.activeWeight = artifact.array("active_weight").floats();
        this.hiddenBias = artifact.array("hidden_bias").floats();
        this.answers = new LastLayer(
                        artifact.array("output_weight").floats(),
                        artifact.array("output_bias").floats())
                .scaled(
                        artifact.array("target_mean").floats(),
                        artifact.array("target_scale").floats());
        this.errors = new LastLayer(
                artifact.array("error_weight").floats(),
                artifact.array("error_bias").floats());
    }

    /** Compiles the arrays of a Joint artefact. */
    public static JointNetwork of(Artifact artifact) {
        return new JointNetwork(artifact);
    }

    /** Names of the models that it reads and answers for. */
    public List<String> models() {
        return members.stream().map(Member::model).toList();
    }

    /**
     * The network for some active models and some others.
     *
     * @param targets models to answer for, one after another in an answer
     * @param sources the active models, at least one
     */
    public JointPredictor predictor(List<String> targets, List<String> sources) {
        float[] bias = hiddenBias.clone();
        List<DenseNetwork.Input> inputs = new ArrayList<>();
        for (String source : sources) {
            int member = models().indexOf(source);
            for (int unit = 0; unit < bias.length; unit++) {
                bias[unit] += activeWeight[member * bias.length + unit];
            }
            inputs.add(input(member, bias.length));
        }
        int[] positions = targets.stream().mapToInt(models()::indexOf).toArray();
        List<OutputLayer> activations = targets.stream().map(this::activation).toList();
        return new JointPredictor(
                sources,
                new DenseNetwork(inputs, bias, answers.columns(columns(positions))),
                activations,
                new DenseNetwork(inputs, bias, errors.columns(positions)));
    }

    private DenseNetwork.Input input(int member, int units) {
        int from = from(member);
        int to = from + members.get(member).size();
        return DenseNetwork.Input.standardised(
                Arrays.copyOfRange(mean, from, to),
                Arrays.copyOfRange(scale, from, to),
                Arrays.copyOfRange(hiddenWeight, from * units, to * units));
    }

    private int[] columns(int[] positions) {
        return Arrays.stream(positions)
                .flatMap(member -> IntStream.range(
                        from(member), from(member) + members.get(member).size()))
                .toArray();
    }

    private OutputLayer activation(String model) {
        Member member = members.get(models().indexOf(model));
        Activation activation = member.activation();
        return new OutputLayer(activation, member.size());
    }

    private int from(int member) {
        return members.stream().limit(member).mapToInt(Member::size).sum();
    }
}
