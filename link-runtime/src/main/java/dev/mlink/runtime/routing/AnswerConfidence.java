package dev.mlink.runtime.routing;

import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.prediction.JointPredictor;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import java.util.Arrays;
import java.util.List;

/** How far the answers of one predictor are to be trusted. */
record AnswerConfidence(CompiledPredictor compiled) {

    /**
     * @param outputs what the sources answered, as the predictor read them
     * @param answers what it made of them, [samples, elements], row-major
     */
    Confidences of(List<float[]> outputs, float[] answers, int samples) {
        return compiled.reference()
                .calibration()
                .map(calibration -> calibration.certainty() == Certainty.FORESEEN_LOSS
                        ? confidences(calibration, foreseen(outputs, samples), 1)
                        : confidences(calibration, answers, compiled.predictor().outputSize()))
                .orElseGet(() -> Confidences.unknown(samples));
    }

    private static Confidences confidences(Calibration calibration, float[] stated, int size) {
        double[] confidences = new double[stated.length / size];
        Arrays.setAll(
                confidences,
                row -> calibration.confidence(calibration.certainty().of(stated, row * size, size)));
        return new Confidences(confidences, true);
    }

    /** For each sample the logarithm of the loss to expect; a table is refused whose predictor cannot tell it. */
    private float[] foreseen(List<float[]> outputs, int samples) {
        float[] foreseen = new float[samples];
        ((JointPredictor) compiled.predictor()).foresee(outputs, samples, foreseen);
        return foreseen;
    }
}
