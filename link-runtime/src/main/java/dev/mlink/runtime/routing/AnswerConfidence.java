package dev.mlink.runtime.routing;

import dev.mlink.runtime.calibration.Calibration;
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
                .map(calibration -> calibration.certainty().stated()
                        ? confidences(calibration, stated(outputs, samples), 1)
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

    /** What the predictor says of each answer besides it; a table is refused whose predictor says nothing. */
    private float[] stated(List<float[]> outputs, int samples) {
        float[] stated = new float[samples];
        compiled.predictor().state(outputs, samples, stated);
        return stated;
    }
}
