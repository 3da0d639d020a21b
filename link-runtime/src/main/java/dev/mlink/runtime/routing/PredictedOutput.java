package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A target's output that was predicted, and where it was not confident enough executed.
 *
 * @param tensor first axis the samples
 * @param confidences of each row; 1 where it was executed
 * @param escalated the rows that were executed, in order
 * @param age of the last exact value that every row is, in milliseconds; empty for other predictions
 * @param masked sources that it was predicted without, since they failed or were late
 */
record PredictedOutput(
        Tensor tensor, Confidences confidences, List<Integer> escalated, OptionalLong age, List<String> masked) {

    PredictedOutput {
        escalated = List.copyOf(escalated);
        masked = List.copyOf(masked);
    }

    PredictedOutput(Tensor tensor, Confidences confidences, List<Integer> escalated) {
        this(tensor, confidences, escalated, OptionalLong.empty(), List.of());
    }

    /** The same, said to be made without some sources. */
    PredictedOutput without(List<String> sources) {
        return new PredictedOutput(tensor, confidences, escalated, age, sources);
    }

    /** For a sentence that says why it is not given out. */
    String excuse() {
        return masked.isEmpty() ? "" : " (made without " + String.join(", ", masked) + ", which failed or was late)";
    }

    /** What it was made from, of all that it should be made from. */
    List<String> sources(PredictorReference reference) {
        return reference.sources().stream()
                .filter(source -> !masked.contains(source))
                .toList();
    }

    /** Whether some row is a prediction. */
    boolean predicted() {
        return escalated.size() < confidences.rows() || escalated.isEmpty();
    }

    /**
     * The same with some rows executed.
     *
     * @param rows which, in order
     * @param exact what the model itself answered to those
     * @throws Refusal INTERNAL when its answers are of another form than its predictions
     */
    PredictedOutput with(List<Integer> rows, Tensor exact) {
        return new PredictedOutput(spliced(rows, exact), confidences.certainIn(rows), rows, age, masked);
    }

    /** What is said about the output. */
    Map<String, InferParameter> parameters(PredictorReference reference) {
        Map<String, InferParameter> parameters = new HashMap<>(Map.ofEntries(
                masked.isEmpty()
                        ? AnswerParameter.PERFORMANCE.is(reference.performance())
                        : AnswerParameter.MASKED.are(masked)));
        if (confidences.known()) {
            parameters.putAll(Map.ofEntries(
                    AnswerParameter.CONFIDENCE.is(confidences.least()),
                    AnswerParameter.CONFIDENCES.is(confidences.text())));
        }
        age.ifPresent(millis -> parameters.putAll(Map.ofEntries(AnswerParameter.AGE.is(millis))));
        if (!escalated.isEmpty()) {
            parameters.putAll(Map.ofEntries(AnswerParameter.ESCALATED.are(
                    escalated.stream().map(String::valueOf).toList())));
        }
        return parameters;
    }

    private Tensor spliced(List<Integer> rows, Tensor exact) {
        if (rows.size() == confidences.rows()) {
            return exact;
        }
        List<Tensor> parts = new ArrayList<>();
        for (int row = 0, executed = 0; row < confidences.rows(); row++) {
            boolean escalate = executed < rows.size() && rows.get(executed) == row;
            parts.add(escalate ? exact.slice(executed, executed + 1) : tensor.slice(row, row + 1));
            executed += escalate ? 1 : 0;
        }
        try {
            return Tensor.concatenate(parts);
        } catch (InvalidTensorException different) {
            throw new Refusal(Status.INTERNAL.withDescription(
                    "the model answers in another form than it is predicted: " + different.getMessage()));
        }
    }
}
