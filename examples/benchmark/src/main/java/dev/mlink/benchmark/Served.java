package dev.mlink.benchmark;

import dev.mlink.runtime.prediction.Predictor;
import java.util.List;

/** A predictor of the link-runtime with one sample to answer for. */
final class Served {
    private final Predictor predictor;
    private final List<float[]> outputs;
    private final float[] answers;

    /** @param outputs what the predictor's sources answered */
    Served(Predictor predictor, List<float[]> outputs) {
        this.predictor = predictor;
        this.outputs = List.copyOf(outputs);
        this.answers = new float[predictor.outputSize()];
    }

    /** The answer; overwritten by the next. */
    float[] answer() {
        predictor.predict(outputs, 1, answers);
        return answers;
    }
}
