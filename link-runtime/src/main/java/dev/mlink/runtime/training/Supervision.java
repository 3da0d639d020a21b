package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.store.Description.Activation;
import java.util.Arrays;

/**
 * How a target's exact outputs supervise what is trained towards it (article, table of link architectures): which loss
 * judges the last layer, and which activation reads it when serving.
 *
 * @param activation turns the last layer into an answer
 * @param loss judges the last layer against the labels
 * @param scaling from the target's own units to labels; only numbers are scaled
 */
record Supervision(Activation activation, SoftLabelLoss.Kind loss, Scaling scaling) {
    /** How far the classes' shares may be from a sum of 1: rounding of half precision over a thousand classes. */
    private static final double SUM_TOLERANCE = .02;

    /** What half precision may add to a probability of 1. */
    private static final double ROUNDING = .001;

    /**
     * @param output the target's declaration
     * @param rows its exact outputs on the training part
     * @throws IllegalArgumentException the outputs are not what the declaration says
     */
    static Supervision of(ModelOutput output, float[][] rows) {
        return switch (output.task()) {
            case SINGLE_LABEL -> singleLabel(rows);
            case MULTI_LABEL -> multiLabel(output, rows);
            case REGRESSION -> new Supervision(Activation.LINEAR, SoftLabelLoss.Kind.ABSOLUTE_ERROR, Scaling.of(rows));
            case BOUNDING_BOX -> new Supervision(Activation.LINEAR, SoftLabelLoss.Kind.SQUARED_ERROR, Scaling.of(rows));
            case TEXT -> throw new IllegalArgumentException(
                    "model '" + output.model() + "' answers with texts, which their words supervise");
        };
    }

    /** What steps lessen. */
    SoftLabelLoss distance() {
        return new SoftLabelLoss(loss);
    }

    /** What chooses the epoch. */
    Distance judgement() {
        return loss == SoftLabelLoss.Kind.CROSS_ENTROPY ? new ErrorRate(distance()) : distance();
    }

    /** Exact outputs as the loss wants them. */
    float[][] labels(float[][] rows) {
        return switch (activation) {
            case LINEAR -> scaling.apply(rows);
            case LOG_SOFTMAX -> Arrays.stream(rows).map(Supervision::softmax).toArray(float[][]::new);
            case SOFTMAX, SIGMOID -> rows;
        };
    }

    private static Supervision singleLabel(float[][] rows) {
        boolean shares = Arrays.stream(rows).allMatch(Supervision::isDistribution);
        Activation activation = shares ? Activation.SOFTMAX : Activation.LOG_SOFTMAX;
        return new Supervision(activation, SoftLabelLoss.Kind.CROSS_ENTROPY, Scaling.none(rows[0].length));
    }

    private static Supervision multiLabel(ModelOutput output, float[][] rows) {
        for (float[] row : rows) {
            for (float value : row) {
                if (value < -ROUNDING || value > 1 + ROUNDING) {
                    throw new IllegalArgumentException(
                            "model '" + output.model() + "' declares MultiLabel, but answered " + value
                                    + "; a MultiLabel output holds probabilities from 0 to 1");
                }
            }
        }
        return new Supervision(
                Activation.SIGMOID, SoftLabelLoss.Kind.BINARY_CROSS_ENTROPY, Scaling.none(rows[0].length));
    }

    private static boolean isDistribution(float[] row) {
        double sum = 0;
        for (float value : row) {
            if (value < -ROUNDING || value > 1 + ROUNDING) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE;
    }

    private static float[] softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        float[] shares = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            shares[i] = (float) (Math.exp(logits[i] - largest) / sum);
        }
        return shares;
    }
}
