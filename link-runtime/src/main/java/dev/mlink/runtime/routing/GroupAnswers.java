package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Status;
import java.util.LinkedHashMap;
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
        Map<String, ModelRoute> wanted = wanted(table, group, request.outputs());
        SourceRuns sources = new SourceRuns(runs, table.table(), request.groupSamples(), scope.context());
        List<CompletableFuture<Part>> parts = wanted.entrySet().stream()
                .map(output -> part(table, output.getKey(), output.getValue(), exact, sources)
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> compose(
                        table,
                        group,
                        request,
                        parts.stream().map(CompletableFuture::join).toList()));
    }

    /**
     * Refuses, before anything is executed in vain, when a model that is asked for cannot be answered; that one may never
     * have been loaded, so this comes before the request is compared with what the group is known to take and give.
     *
     * @param named the outputs asked for; every model's when empty
     * @throws Refusal UNAVAILABLE, naming the model
     */
    static void requireAnswerable(RoutingTable table, List<String> named, boolean exact) {
        table.models().values().stream()
                .filter(route -> named.isEmpty() || named.contains(GroupModel.outputName(route)))
                .forEach(route -> requireAnswerable(route, exact));
    }

    /** The outputs asked for, all when none is named, in the group's order. */
    private static Map<String, ModelRoute> wanted(ActiveTable table, GroupModel group, Set<String> named) {
        Map<String, ModelRoute> wanted = new LinkedHashMap<>();
        group.outputs().forEach((output, model) -> {
            if (named.isEmpty() || named.contains(output)) {
                wanted.put(output, table.route(model));
            }
        });
        return wanted;
    }

    private static void requireAnswerable(ModelRoute route, boolean exact) {
        boolean predicted = route.state() == State.PREDICTED;
        if (route.state() == State.UNAVAILABLE || predicted && exact) {
            String why = predicted ? "it is not loaded, and mlink_exact refuses a prediction" : route.reason();
            throw Refusal.unavailable("model '" + route.model() + "' cannot be answered: " + why
                    + " (ask only for the other outputs to have those)");
        }
    }

    private CompletionStage<Part> part(
            ActiveTable table, String output, ModelRoute route, boolean exact, SourceRuns sources) {
        Optional<CompiledPredictor> predictor = table.predictor(route.model());
        if (route.state() == State.PREDICTED) {
            return predicted(table, output, route, predictor.orElseThrow(), sources);
        }
        return sources.of(route)
                .thenApply(tensor -> new Part(output, tensor, Optional.empty()))
                .exceptionallyCompose(failure -> unavailable(failure) && predictor.isPresent() && !exact
                        ? predicted(table, output, route, predictor.get(), sources)
                        : CompletableFuture.failedFuture(failure));
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
}
