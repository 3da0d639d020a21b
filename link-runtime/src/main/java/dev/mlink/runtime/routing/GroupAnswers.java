package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.routing.Assured.Given;
import dev.mlink.runtime.routing.Assured.Withheld;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Status;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Answers for every model of the group at once; each model that is needed is executed once. An output whose prediction is
 * not confident enough is left out, so that the others are of use.
 */
final class GroupAnswers {
    private final Sources runs;
    private final LastAnswers lasts;
    private final RoutingMetrics metrics;

    GroupAnswers(Sources runs, LastAnswers lasts, RoutingMetrics metrics) {
        this.runs = runs;
        this.lasts = lasts;
        this.metrics = metrics;
    }

    /** What one model contributes. */
    private sealed interface Part {
        String output();
    }

    private record Executed(String output, Tensor tensor) implements Part {}

    private record Predicted(String output, PredictedOutput made, PredictorReference by) implements Part {}

    /** Left out of the answer: its prediction is not confident enough. */
    private record LeftOut(String output, String sentence) implements Part {}

    /** @return the answer; fails with a {@link Refusal} that names a model which cannot be answered, or is left out like all */
    CompletionStage<InferenceResponse> answer(
            ActiveTable table,
            GroupModel group,
            ReadRequest request,
            Directives asked,
            Doubts doubts,
            SourceScope scope) {
        Map<String, ModelRoute> wanted = wanted(table, group, request.outputs());
        SourceRuns sources = new SourceRuns(
                runs.of(request), table.table(), request.groupSamples(), doubts, lasts.watch(asked), scope.context());
        List<CompletableFuture<Part>> parts = wanted.entrySet().stream()
                .map(output -> part(table, output.getKey(), output.getValue(), asked, sources)
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
                .forEach(route -> requireAnswerable(route, exact && !table.escalates(route)));
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
            ActiveTable table, String output, ModelRoute route, Directives asked, SourceRuns sources) {
        Optional<CompiledPredictor> predictor = table.predictor(route.model());
        if (route.state() == State.PREDICTED) {
            return predicted(table, output, route, predictor.orElseThrow(), asked, sources);
        }
        boolean substitute =
                predictor.isPresent() && (!asked.exact() || table.table().escalates(route));
        return sources.of(route)
                .<Part>thenApply(tensor -> new Executed(output, tensor))
                .exceptionallyCompose(failure -> unavailable(failure) && substitute
                        ? predicted(table, output, route, predictor.get(), asked, sources)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Part> predicted(
            ActiveTable table,
            String output,
            ModelRoute route,
            CompiledPredictor predictor,
            Directives asked,
            SourceRuns sources) {
        Optional<RecalledValue> last = lasts.find(table, route, asked);
        if (last.isPresent()) {
            return CompletableFuture.completedFuture(new Predicted(
                    output, last.get().repeated(sources.samples()), last.get().by()));
        }
        return new AssuredPredictions(table, metrics)
                .of(route, predictor, sources, route.rule().requirement(asked))
                .thenApply(assured -> assured instanceof Given given
                        ? new Predicted(output, given.output(), predictor.reference())
                        : new LeftOut(output, ((Withheld) assured).sentence()));
    }

    /** @throws Refusal UNAVAILABLE when nothing is left to answer with */
    private static InferenceResponse compose(
            ActiveTable table, GroupModel group, ReadRequest request, List<Part> parts) {
        List<LeftOut> leftOut = parts.stream()
                .filter(LeftOut.class::isInstance)
                .map(LeftOut.class::cast)
                .toList();
        if (leftOut.size() == parts.size()) {
            throw Refusal.unavailable(leftOut.get(0).sentence());
        }
        Map<String, InferParameter> parameters = new HashMap<>(Map.ofEntries(AnswerParameter.EPOCH.is(table.epoch())));
        if (!leftOut.isEmpty()) {
            parameters.putAll(Map.ofEntries(AnswerParameter.REFUSED.are(
                    leftOut.stream().map(LeftOut::output).toList())));
        }
        return new InferenceResponse(
                table.table().group(),
                GroupModel.VERSION,
                request.id(),
                parameters,
                parts.stream()
                        .flatMap(part -> answered(group.signature(), part).stream())
                        .toList());
    }

    private static Optional<AnsweredOutput> answered(ModelSignature group, Part part) {
        if (part instanceof Executed executed) {
            return Optional.of(answered(group, part, executed.tensor(), Map.of(), false));
        }
        if (part instanceof Predicted predicted) {
            PredictedOutput made = predicted.made();
            Map<String, InferParameter> parameters = new HashMap<>(made.parameters(predicted.by()));
            parameters.putAll(Map.ofEntries(AnswerParameter.SOURCES.are(made.sources(predicted.by()))));
            return Optional.of(answered(group, part, made.tensor(), parameters, made.predicted()));
        }
        return Optional.empty();
    }

    private static AnsweredOutput answered(
            ModelSignature group, Part part, Tensor tensor, Map<String, InferParameter> parameters, boolean predicted) {
        Map<String, InferParameter> all = new HashMap<>(parameters);
        all.putAll(Map.ofEntries(AnswerParameter.PREDICTED.is(predicted)));
        return new AnsweredOutput(PredictedAnswers.inFormOf(group, tensor.named(part.output())), all);
    }

    private static boolean unavailable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refusal refusal && refusal.status().getCode() == Status.Code.UNAVAILABLE;
    }
}
