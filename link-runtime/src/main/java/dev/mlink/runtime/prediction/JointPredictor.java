package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;
import java.util.List;

/** The group's joint network for one activation set, up to one or several targets. */
public final class JointPredictor implements Predictor {
    private final List<String> sources;
    private final DenseNetwork answering;
    private final List<OutputLayer> activations;
    private final DenseNetwork erring;

    /**
     * @param activations of the targets, one after another
     * @param erring from the same first layer to the logarithm of each target's expected loss
     */
    JointPredictor(List<String> sources, DenseNetwork answering, List<OutputLayer> activations, DenseNetwork erring) {
        this.sources = List.copyOf(sources);
        this.answering = answering;
        this.activations = List.copyOf(activations);
        this.erring = erring;
    }

    /** What its answers for the first target are. */
    public Activation activation() {
        return activations.get(0).activation();
    }

    @Override
    public List<String> sources() {
        return sources;
    }

    @Override
    public int inputSize(int source) {
        return answering.inputSize(source);
    }

    @Override
    public int outputSize() {
        return answering.outputSize();
    }

    @Override
    public void predict(List<float[]> outputs, int samples, float[] answers) {
        int size = outputSize();
        for (int sample = 0; sample < samples; sample++) {
            answering.finish(read(answering, outputs, sample), answers, sample * size);
            int from = sample * size;
            for (OutputLayer activation : activations) {
                activation.apply(answers, from, 1);
                from += activation.size();
            }
        }
    }

    @Override
    public boolean states() {
        return activations.size() == 1;
    }

    @Override
    public void state(List<float[]> outputs, int samples, float[] statements) {
        foresee(outputs, samples, statements);
    }

    /**
     * How much it expects to err: the logarithm of the expected loss of each target, in the units of its training.
     *
     * @param errors where they go, {@code samples} x targets, row-major
     */
    public void foresee(List<float[]> outputs, int samples, float[] errors) {
        for (int sample = 0; sample < samples; sample++) {
            erring.finish(read(erring, outputs, sample), errors, sample * erring.outputSize());
        }
    }

    /** Of the targets, one after another. */
    List<OutputLayer> lastLayers() {
        return activations;
    }

    private float[] read(DenseNetwork network, List<float[]> outputs, int sample) {
        float[] units = network.begin();
        for (int i = 0; i < sources.size(); i++) {
            network.read(i, outputs.get(i), sample * network.inputSize(i), units);
        }
        return units;
    }
}
