package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.routing.Assured.Given;
import dev.mlink.runtime.routing.Assured.Withheld;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Answers for a model that is not executed, in the form that the real one has. */
final class PredictedAnswers {
    private final Sources runs;
    private final RoutingMetrics metrics;

    PredictedAnswers(Sources runs, RoutingMetrics metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    /** @return the answer; fails with a {@link Refusal}, also where it is not confident enough */
    CompletionStage<InferenceResponse> answer(
            ActiveTable table,
            ModelRoute route,
            CompiledPredictor predictor,
            ReadRequest request,
            Requirement requirement,
            Doubts doubts,
            StreamWatch watch,
            SourceScope scope) {
        requirePredictable(route, request);
        SampleBatch batch = request.samples(route);
        SourceRuns sources = new SourceRuns(runs.of(request), table.table(), batch, doubts, watch, scope.context());
        return new AssuredPredictions(table, metrics)
                .of(route, predictor, sources, requirement)
                .thenApply(assured -> compose(table, route, predictor.reference(), request, given(assured)));
    }

    /** Every sample of the request is answered with a last exact value; nothing is executed. */
    InferenceResponse recalled(ActiveTable table, ModelRoute route, ReadRequest request, RecalledValue value) {
        requirePredictable(route, request);
        int samples = request.samples(route).size();
        return compose(table, route, value.by(), request, value.repeated(samples));
    }

    private static PredictedOutput given(Assured assured) {
        if (assured instanceof Withheld withheld) {
            throw Refusal.unavailable(withheld.sentence());
        }
        return ((Given) assured).output();
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
            ActiveTable table,
            ModelRoute route,
            PredictorReference reference,
            ReadRequest request,
            PredictedOutput output) {
        return new InferenceResponse(
                route.model(),
                route.version(),
                request.id(),
                Map.ofEntries(
                        AnswerParameter.PREDICTED.is(output.predicted()),
                        AnswerParameter.SOURCES.are(output.sources(reference)),
                        AnswerParameter.EPOCH.is(table.epoch())),
                List.of(new AnsweredOutput(
                        inFormOf(route.requireSignature(), output.tensor()), output.parameters(reference))));
    }

    /** A model that does not batch answers without a batch axis. */
    static Tensor inFormOf(ModelSignature signature, Tensor samples) {
        List<Long> dimensions = samples.shape().dimensions();
        return signature.batches() ? samples : samples.shaped(new Shape(dimensions.subList(1, dimensions.size())));
    }
}
