package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One network for all models of a group: it reads the outputs of whichever models are active, and which these are, and
 * answers for every other. Fixing the active models makes it an ordinary network without the rest.
 */
public final class JointNetwork {
    private final GroupColumns columns;
    private final float[] mean;
    private final float[] scale;
    private final float[] hiddenWeight;
    private final float[] activeWeight;
    private final float[] hiddenBias;
    private final LastLayer answers;
    private final LastLayer errors;

    private JointNetwork(Artifact artifact) {
        this.columns = new GroupColumns(artifact.description().members());
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
        return columns.models();
    }

    /**
     * The network for some active models and some others.
     *
     * @param targets models to answer for, one after another in an answer
     * @param sources the active models, at least one
     */
    public JointPredictor predictor(List<String> targets, List<String> sources) {
        int units = hiddenBias.length;
        List<float[]> present = new ArrayList<>();
        List<DenseNetwork.Input> inputs = new ArrayList<>();
        for (String source : sources) {
            int row = columns.position(source) * units;
            present.add(Arrays.copyOfRange(activeWeight, row, row + units));
            inputs.add(input(source, units));
        }
        FirstBias first = new FirstBias(hiddenBias, present);
        float[] bias = first.all();
        int[] positions = targets.stream().mapToInt(columns::position).toArray();
        return new JointPredictor(
                sources,
                first,
                new DenseNetwork(inputs, bias, answers.columns(columns.of(targets))),
                targets.stream().map(columns::activation).toList(),
                new DenseNetwork(inputs, bias, errors.columns(positions)));
    }

    private DenseNetwork.Input input(String source, int units) {
        int from = columns.from(source);
        int to = from + columns.member(source).size();
        return DenseNetwork.Input.standardised(
                Arrays.copyOfRange(mean, from, to),
                Arrays.copyOfRange(scale, from, to),
                Arrays.copyOfRange(hiddenWeight, from * units, to * units));
    }
}
