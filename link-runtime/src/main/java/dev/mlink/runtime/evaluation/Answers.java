package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.Description.Activation;

/**
 * What a predictor answers to the samples of a bench.
 *
 * @param values [samples, width], row-major, in the target's own units
 * @param form of one answer
 * @param certainty what tells how sure it is of each
 */
record Answers(float[] values, Form form, Certainty certainty) {

    /** What tells how sure answers of this form and activation are. */
    static Certainty certainty(Form form, Activation activation) {
        if (form instanceof Words) {
            return Certainty.WHOLE_TEXT;
        }
        return switch (activation) {
            case SOFTMAX -> Certainty.LARGEST_SHARE;
            case LOG_SOFTMAX -> Certainty.LARGEST_LOG_SHARE;
            case SIGMOID -> Certainty.WHOLE_SET;
            case LINEAR -> Certainty.NONE;
        };
    }

    /** Floats of one answer. */
    int width() {
        return form.size();
    }
}
