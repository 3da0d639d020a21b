package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A last exact value that may answer.
 *
 * @param row the model's declared output, one sample
 * @param age milliseconds since the input arrived that it is of
 * @param confidence that the output is still the same; empty where it is not known
 * @param by what says so
 */
record RecalledValue(Tensor row, long age, OptionalDouble confidence, PredictorReference by) {

    /** The same for each sample of a request. */
    PredictedOutput repeated(int samples) {
        Tensor all = samples == 1 ? row : Tensor.concatenate(Collections.nCopies(samples, row));
        return new PredictedOutput(all, confidences(samples), List.of(), OptionalLong.of(age), List.of());
    }

    private Confidences confidences(int samples) {
        if (confidence.isEmpty()) {
            return Confidences.unknown(samples);
        }
        double[] values = new double[samples];
        Arrays.fill(values, confidence.getAsDouble());
        return new Confidences(values, true);
    }

    /** Whether it may be given out. */
    boolean meets(Requirement requirement) {
        return !requirement.refusesAll() && requirement.missedBy(confidences(1)).isEmpty();
    }
}
