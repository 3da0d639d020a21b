package dev.mlink.runtime.prediction;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers for a target from what its sources answered. Immutable in effect and safe for many threads; nothing is
 * allocated per sample.
 */
public sealed interface Predictor
        permits PriorPredictor, RidgePredictor, LinkPredictor, EnsemblePredictor, JointPredictor {

    /** The models that must be executed, in the order in which {@link #predict} takes their outputs. */
    List<String> sources();

    /** What one sample of the source at this position is. */
    default Form input(int source) {
        return new Form.Numbers(inputSize(source));
    }

    /** What one sample's answer is. */
    default Form output() {
        return new Form.Numbers(outputSize());
    }

    /** Floats of one sample of the source at this position. */
    int inputSize(int source);

    /** Floats of one sample's answer. */
    int outputSize();

    /** Whether it says anything of an answer besides the answer. */
    default boolean states() {
        return false;
    }

    /**
     * What it says of each answer besides the answer: the logarithm of the loss to expect, or of a text's probability.
     *
     * @param outputs as in {@link #predict}
     * @param statements where they go, one for each sample
     * @throws UnsupportedOperationException unless it {@link #states}
     */
    default void state(List<float[]> outputs, int samples, float[] statements) {
        throw new UnsupportedOperationException("this predictor says nothing of its answers");
    }

    /**
     * The same without some of its sources, whose outputs it then does not take.
     *
     * @param positions of those in {@link #sources}, not all of them
     * @return empty where it cannot do without
     */
    default Optional<Predictor> without(Set<Integer> positions) {
        return Optional.empty();
    }

    /**
     * Predicts a batch.
     *
     * @param outputs by source: its outputs, {@code samples} x {@code inputSize}, row-major
     * @param samples rows of the batch
     * @param answers where the answers go, {@code samples} x {@code outputSize}, row-major
     */
    void predict(List<float[]> outputs, int samples, float[] answers);
}
