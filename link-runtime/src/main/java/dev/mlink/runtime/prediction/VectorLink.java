package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description.Activation;
import java.util.List;

/**
 * The vec2vec network up to its last activation: {@code z = relu((x - mean) / scale · W1 + b1) · W2 + b2}, a regression's
 * z in the target's own units ({@code z * target_scale + target_mean}).
 */
public final class VectorLink implements LinkFunction {
    private final DenseNetwork network;

    private VectorLink(DenseNetwork network) {
        this.network = network;
    }

    /** Compiles the arrays of a Vec2Vec artefact. */
    public static VectorLink of(Artifact artifact) {
        LastLayer last = new LastLayer(
                artifact.array("output_weight").floats(),
                artifact.array("output_bias").floats());
        boolean numbers = artifact.description().activation() == Activation.LINEAR;
        LastLayer answers = numbers
                ? last.scaled(
                        artifact.array("target_mean").floats(),
                        artifact.array("target_scale").floats())
                : last;
        DenseNetwork.Input input = DenseNetwork.Input.standardised(
                artifact.array("input_mean").floats(),
                artifact.array("input_scale").floats(),
                artifact.array("hidden_weight").floats());
        return new VectorLink(
                new DenseNetwork(List.of(input), artifact.array("hidden_bias").floats(), answers));
    }

    @Override
    public int inputSize() {
        return network.inputSize(0);
    }

    @Override
    public int outputSize() {
        return network.outputSize();
    }

    @Override
    public void score(float[] source, int from, float[] scores, int to) {
        float[] units = network.begin();
        network.read(0, source, from, units);
        network.finish(units, scores, to);
    }
}
