package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Answers for a model that is not executed, in the form that the real one has. */
final class PredictedAnswers {
    private final ModelRuns runs;
    private final RoutingMetrics metrics;

    PredictedAnswers(ModelRuns runs, RoutingMetrics metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    /** @return the answer; fails with a {@link Refusal} */
    CompletionStage<InferenceResponse> answer(
            ActiveTable table, ModelRoute route, CompiledPredictor predictor, ReadRequest request, SourceScope scope) {
        requirePredictable(route, request);
        SampleBatch batch = request.samples(route);
        SourceRuns sources = new SourceRuns(runs, table.table(), batch, scope.context());
        return new Prediction(table, metrics)
                .of(route.model(), predictor, sources)
                .thenApply(output -> compose(table, route, predictor, request, output));
    }

    private static void requirePredictable(ModelRoute route, ReadRequest request) {
        for (String output : request.outputs()) {
            if (!output.equals(route.output())) {
                throw Refusal.unavailable("output '" + output + "' of model '" + route.model()
                        + "' is not predicted while the model is not loaded; ask for '" + route.output() + "'");
            }
        }
    }

    private static InferenceResponse compose(
            ActiveTable table, ModelRoute route, CompiledPredictor predictor, ReadRequest request, Tensor output) {
        PredictorReference reference = predictor.reference();
        return new InferenceResponse(
                route.model(),
                route.version(),
                request.id(),
                Map.ofEntries(
                        AnswerParameter.PREDICTED.is(true),
                        AnswerParameter.SOURCES.are(reference.sources()),
                        AnswerParameter.EPOCH.is(table.epoch())),
                List.of(new AnsweredOutput(
                        inFormOf(route.requireSignature(), output),
                        Map.ofEntries(AnswerParameter.PERFORMANCE.is(reference.performance())))));
    }

    /** A model that does not batch answers without a batch axis. */
    static Tensor inFormOf(ModelSignature signature, Tensor samples) {
        List<Long> dimensions = samples.shape().dimensions();
        return signature.batches() ? samples : samples.shaped(new Shape(dimensions.subList(1, dimensions.size())));
    }
}
