package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The group's joint network for one activation set, up to one or several targets. */
public final class JointPredictor implements Predictor {
    private final List<String> sources;
    private final FirstBias first;
    private final DenseNetwork answering;
    private final List<OutputLayer> activations;
    private final DenseNetwork erring;

    /**
     * @param first what the first layer of both networks adds, by source
     * @param activations of the targets, one after another
     * @param erring from the same first layer to the logarithm of each target's expected loss
     */
    JointPredictor(
            List<String> sources,
            FirstBias first,
            DenseNetwork answering,
            List<OutputLayer> activations,
            DenseNetwork erring) {
        this.sources = List.copyOf(sources);
        this.first = first;
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

    /** The network was trained with any of its models missing: it is told which are there. */
    @Override
    public Optional<Predictor> without(Set<Integer> positions) {
        int[] left = IntStream.range(0, sources.size())
                .filter(position -> !positions.contains(position))
                .toArray();
        float[] bias = first.of(left);
        return Optional.of(new JointPredictor(
                Arrays.stream(left).mapToObj(sources::get).toList(),
                first.only(left),
                answering.reading(left, bias),
                activations,
                erring.reading(left, bias)));
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
