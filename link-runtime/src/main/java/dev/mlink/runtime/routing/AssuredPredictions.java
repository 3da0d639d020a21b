package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.routing.Assured.Given;
import dev.mlink.runtime.routing.Assured.Withheld;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Predictions that are confident enough. Rows that are not are executed on an escalation endpoint, where the model may
 * escalate; otherwise the whole output is withheld.
 */
final class AssuredPredictions {
    private final ActiveTable table;
    private final RoutingMetrics metrics;

    AssuredPredictions(ActiveTable table, RoutingMetrics metrics) {
        this.table = table;
        this.metrics = metrics;
    }

    /** Fails with the {@link Refusal} of a source, or of the model where it was escalated. */
    CompletionStage<Assured> of(
            ModelRoute route, CompiledPredictor predictor, SourceRuns sources, Requirement requirement) {
        if (requirement.refusesAll()) {
            return table.table().escalates(route)
                    ? executed(route, sources)
                    : withheld(route, requirement.refusal(route.model()));
        }
        return new Prediction(table, metrics)
                .of(route.model(), predictor, sources)
                .thenCompose(output -> judged(route, output, sources, requirement));
    }

    private CompletionStage<Assured> judged(
            ModelRoute route, PredictedOutput output, SourceRuns sources, Requirement requirement) {
        List<Integer> missed = requirement.missedBy(output.confidences());
        if (missed.isEmpty()) {
            return CompletableFuture.completedFuture(new Given(output));
        }
        if (!table.table().escalates(route)) {
            return withheld(route, requirement.refusal(route.model(), output.confidences()) + output.excuse());
        }
        metrics.countUnsure(route.model(), RoutingMetrics.Unsure.ESCALATED);
        return sources.elsewhere(route, missed).thenApply(exact -> new Given(output.with(missed, exact)));
    }

    /** Every row, without a prediction. */
    private CompletionStage<Assured> executed(ModelRoute route, SourceRuns sources) {
        List<Integer> all = IntStream.range(0, sources.samples()).boxed().toList();
        metrics.countUnsure(route.model(), RoutingMetrics.Unsure.ESCALATED);
        return sources.elsewhere(route, all)
                .thenApply(exact -> new Given(new PredictedOutput(
                        exact, Confidences.unknown(all.size()).certainIn(all), all)));
    }

    private CompletionStage<Assured> withheld(ModelRoute route, String sentence) {
        metrics.countUnsure(route.model(), RoutingMetrics.Unsure.REFUSED);
        return CompletableFuture.completedFuture(new Withheld(sentence));
    }
}
