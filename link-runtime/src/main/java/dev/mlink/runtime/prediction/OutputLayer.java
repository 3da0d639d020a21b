package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;

/**
 * The last activation, in place.
 *
 * @param size elements of one sample
 */
public record OutputLayer(Activation activation, int size) {

    /** Turns each sample's z into the answer. */
    public void apply(float[] values, int samples) {
        apply(values, 0, samples);
    }

    /** The same for samples that begin at {@code start}. */
    void apply(float[] values, int start, int samples) {
        for (int sample = 0; sample < samples; sample++) {
            int from = start + sample * size;
            switch (activation) {
                case SOFTMAX -> softmax(values, from);
                case LOG_SOFTMAX -> logSoftmax(values, from);
                case SIGMOID -> sigmoid(values, from);
                case LINEAR -> {}
            }
        }
    }

    /** Whether answers tell how sure they are: plain numbers do not. */
    boolean showsUncertainty() {
        return activation != Activation.LINEAR;
    }

    /** How much an answer that begins at {@code from} leaves to others: 0 when it is sure of itself, below 1. */
    double uncertainty(float[] answers, int from) {
        return switch (activation) {
            case SOFTMAX -> 1 - highest(answers, from);
            case LOG_SOFTMAX -> 1 - Math.exp(highest(answers, from));
            case SIGMOID -> 1 - wholeSet(answers, from);
            case LINEAR -> 0;
        };
    }

    /** Probability that every element is on its side of one half, were they independent. */
    private double wholeSet(float[] answers, int from) {
        double all = 1;
        for (int i = from; i < from + size; i++) {
            all *= Math.max(answers[i], 1 - answers[i]);
        }
        return all;
    }

    /** Loops that do one thing each: exponentials in the loop that also adds them up take three times as long. */
    private void softmax(float[] values, int from) {
        float highest = highest(values, from);
        for (int i = from; i < from + size; i++) {
            values[i] = (float) Math.exp(values[i] - highest);
        }
        float share = (float) (1 / sum(values, from));
        for (int i = from; i < from + size; i++) {
            values[i] *= share;
        }
    }

    private double sum(float[] values, int from) {
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += values[i];
        }
        return sum;
    }

    private void logSoftmax(float[] values, int from) {
        float highest = highest(values, from);
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += Math.exp(values[i] - highest);
        }
        float logarithm = (float) (highest + Math.log(sum));
        for (int i = from; i < from + size; i++) {
            values[i] -= logarithm;
        }
    }

    private void sigmoid(float[] values, int from) {
        for (int i = from; i < from + size; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
    }

    private float highest(float[] values, int from) {
        float highest = values[from];
        for (int i = from + 1; i < from + size; i++) {
            highest = Math.max(highest, values[i]);
        }
        return highest;
    }
}
