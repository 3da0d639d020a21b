package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Answers for every model of the group at once; each model that is needed is executed once. */
final class GroupAnswers {
    private final ModelRuns runs;
    private final RoutingMetrics metrics;

    GroupAnswers(ModelRuns runs, RoutingMetrics metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    /** One model's output, and by which predictor it came about; none when it was executed. */
    private record Part(String output, Tensor tensor, Optional<PredictorReference> predictor) {

        AnsweredOutput answered(ModelSignature group) {
            Map<String, InferParameter> parameters = predictor
                    .map(reference -> Map.ofEntries(
                            AnswerParameter.PREDICTED.is(true),
                            AnswerParameter.SOURCES.are(reference.sources()),
                            AnswerParameter.PERFORMANCE.is(reference.performance())))
                    .orElse(Map.ofEntries(AnswerParameter.PREDICTED.is(false)));
            return new AnsweredOutput(PredictedAnswers.inFormOf(group, tensor.named(output)), parameters);
        }
    }

    /** @return the answer; fails with a {@link Refusal} that names a model which cannot be answered */
    CompletionStage<InferenceResponse> answer(
            ActiveTable table, GroupModel group, ReadRequest request, boolean exact, SourceScope scope) {
        SourceRuns sources = new SourceRuns(runs, table.table(), request.groupSamples(), scope.context());
        Set<String> wanted = request.outputs();
        List<CompletableFuture<Part>> parts = group.outputs().entrySet().stream()
                .filter(output -> wanted.isEmpty() || wanted.contains(output.getKey()))
                .map(output -> part(table, output.getKey(), table.route(output.getValue()), exact, sources)
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> compose(
                        table,
                        group,
                        request,
                        parts.stream().map(CompletableFuture::join).toList()));
    }

    private CompletionStage<Part> part(
            ActiveTable table, String output, ModelRoute route, boolean exact, SourceRuns sources) {
        Optional<CompiledPredictor> predictor = exact ? Optional.empty() : table.predictor(route.model());
        if (route.state() == State.EXACT) {
            return sources.of(route)
                    .thenApply(tensor -> new Part(output, tensor, Optional.empty()))
                    .exceptionallyCompose(failure -> unavailable(failure) && predictor.isPresent()
                            ? predicted(table, output, route, predictor.get(), sources)
                            : CompletableFuture.failedFuture(failure));
        }
        return predictor
                .filter(any -> route.state() == State.PREDICTED)
                .map(known -> predicted(table, output, route, known, sources))
                .orElseGet(() -> CompletableFuture.failedFuture(unanswerable(route, exact)));
    }

    private CompletionStage<Part> predicted(
            ActiveTable table, String output, ModelRoute route, CompiledPredictor predictor, SourceRuns sources) {
        return new Prediction(table, metrics)
                .of(route.model(), predictor, sources)
                .thenApply(tensor -> new Part(output, tensor, Optional.of(predictor.reference())));
    }

    private static InferenceResponse compose(
            ActiveTable table, GroupModel group, ReadRequest request, List<Part> parts) {
        return new InferenceResponse(
                table.table().group(),
                GroupModel.VERSION,
                request.id(),
                Map.ofEntries(AnswerParameter.EPOCH.is(table.epoch())),
                parts.stream().map(part -> part.answered(group.signature())).toList());
    }

    private static boolean unavailable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refusal refusal && refusal.status().getCode() == Status.Code.UNAVAILABLE;
    }

    private static Refusal unanswerable(ModelRoute route, boolean exact) {
        String why = exact && route.state() == State.PREDICTED
                ? "it is not loaded, and mlink_exact refuses a prediction"
                : route.reason();
        return Refusal.unavailable("model '" + route.model() + "' cannot be answered: " + why
                + " (ask only for the other outputs to have those)");
    }
}
