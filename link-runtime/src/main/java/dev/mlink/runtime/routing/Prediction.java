package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.triton.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Predicts one target's declared output from its sources. */
final class Prediction {
    private final ActiveTable table;
    private final RoutingMetrics metrics;

    Prediction(ActiveTable table, RoutingMetrics metrics) {
        this.table = table;
        this.metrics = metrics;
    }

    /**
     * Runs the sources side by side, then the predictor.
     *
     * @return the target's output and how far it is to be trusted; fails with the {@link Refusal} of a source
     */
    CompletionStage<PredictedOutput> of(String target, CompiledPredictor predictor, SourceRuns runs) {
        List<CompletableFuture<Tensor>> outputs = predictor.reference().sources().stream()
                .map(source -> runs.of(table.route(source)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(outputs.toArray(CompletableFuture[]::new))
                .thenApply(done -> predict(
                        target,
                        predictor,
                        outputs.stream().map(CompletableFuture::join).toList(),
                        runs));
    }

    private PredictedOutput predict(String target, CompiledPredictor compiled, List<Tensor> outputs, SourceRuns runs) {
        int samples = runs.samples();
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            values.add(rows(compiled, i, outputs.get(i), samples));
        }
        float[] answers = new float[samples * compiled.predictor().outputSize()];
        metrics.timePrediction(target, () -> compiled.predictor().predict(values, samples, answers));
        runs.doubts().add(target, compiled, values, samples, answers);
        Confidences confidences = new AnswerConfidence(compiled).of(values, answers, samples);
        Tensor tensor = new SampleRows(compiled.predictor().output()).write(compiled.output(), samples, answers);
        return new PredictedOutput(tensor, confidences, List.of());
    }

    private static float[] rows(CompiledPredictor compiled, int source, Tensor output, int samples) {
        SampleRows rows = new SampleRows(compiled.predictor().input(source));
        long expected = (long) samples * rows.elements();
        if (output.shape().elements() != expected) {
            throw Refusal.unavailable("model '" + compiled.reference().sources().get(source) + "' answered with shape "
                    + output.shape() + ", its links were trained on "
                    + rows.elements()
                    + " elements a sample");
        }
        return rows.read(output);
    }
}
