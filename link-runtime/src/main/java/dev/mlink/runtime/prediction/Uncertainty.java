package dev.mlink.runtime.prediction;

import java.util.List;

/** How unsure predictors are of single answers. Larger is less sure; only numbers of one predictor can be compared. */
public enum Uncertainty {
    /** What the answer itself shows: shares and probabilities that do not lean to one side. */
    OF_ANSWER,

    /** The loss that the predictor expects, where it was trained to; what the answer shows else. */
    FORESEEN_LOSS;

    private static final double[] CANNOT_TELL = new double[0];

    /**
     * Of each sample's answer. An answer of plain numbers shows nothing; then the expected loss is taken, if there is one.
     *
     * @param outputs by source, as the predictor took them
     * @param samples rows of the batch
     * @param answers as the predictor gave them
     * @return one number for each sample; empty where this predictor cannot tell
     */
    public double[] of(Predictor predictor, List<float[]> outputs, int samples, float[] answers) {
        List<OutputLayer> layers = layers(predictor);
        boolean shows = layers.stream().anyMatch(OutputLayer::showsUncertainty);
        if (predictor instanceof JointPredictor joint && (this == FORESEEN_LOSS || !shows)) {
            return foreseen(joint, outputs, samples);
        }
        return shows ? shown(layers, predictor.outputSize(), samples, answers) : CANNOT_TELL;
    }

    private static List<OutputLayer> layers(Predictor predictor) {
        if (predictor.output() instanceof Words) {
            return List.of();
        }
        if (predictor instanceof LinkPredictor link) {
            return List.of(link.lastLayer());
        }
        if (predictor instanceof RidgePredictor ridge) {
            return List.of(ridge.lastLayer());
        }
        if (predictor instanceof EnsemblePredictor ensemble) {
            return List.of(ensemble.lastLayer());
        }
        return predictor instanceof JointPredictor joint ? joint.lastLayers() : List.of();
    }

    private static double[] foreseen(JointPredictor joint, List<float[]> outputs, int samples) {
        int targets = joint.lastLayers().size();
        float[] errors = new float[samples * targets];
        joint.foresee(outputs, samples, errors);
        double[] sums = new double[samples];
        for (int i = 0; i < errors.length; i++) {
            sums[i / targets] += errors[i];
        }
        return sums;
    }

    private static double[] shown(List<OutputLayer> layers, int size, int samples, float[] answers) {
        double[] largest = new double[samples];
        for (int sample = 0; sample < samples; sample++) {
            int from = sample * size;
            for (OutputLayer layer : layers) {
                largest[sample] = Math.max(largest[sample], layer.uncertainty(answers, from));
                from += layer.size();
            }
        }
        return largest;
    }
}
