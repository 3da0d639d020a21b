package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Tensor;
import io.grpc.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is executed for one request: each model at most once, however many answers need it. Safe for several threads: where
 * a model fails, others are asked instead by whoever brings the news, while the request may still be asking for the rest.
 */
final class SourceRuns {
    private final Map<String, CompletableFuture<Tensor>> started = new ConcurrentHashMap<>();
    private final SourceExecution execution;
    private final RoutingTable table;
    private final SampleBatch batch;
    private final Doubts doubts;
    private final StreamWatch watch;
    private final Context scope;

    /**
     * @param doubts where to remember what is predicted from it
     * @param watch sees what is executed
     */
    SourceRuns(
            SourceExecution execution,
            RoutingTable table,
            SampleBatch batch,
            Doubts doubts,
            StreamWatch watch,
            Context scope) {
        this.execution = execution;
        this.table = table;
        this.batch = batch;
        this.doubts = doubts;
        this.watch = watch;
        this.scope = scope;
    }

    Doubts doubts() {
        return doubts;
    }

    int samples() {
        return batch.size();
    }

    /** What a model answers to some of the samples where it escalates to. */
    CompletionStage<Tensor> elsewhere(ModelRoute route, List<Integer> rows) {
        return execution
                .run(table, table.elsewhere(route), batch.rows(rows), scope)
                .thenApply(output -> watch.saw(route, output));
    }

    CompletionStage<Tensor> of(ModelRoute route) {
        CompletableFuture<Tensor> mine = new CompletableFuture<>();
        CompletableFuture<Tensor> before = started.putIfAbsent(route.model(), mine);
        if (before != null) {
            return before;
        }
        run(route).whenComplete((output, failure) -> {
            if (failure == null) {
                mine.complete(output);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private CompletionStage<Tensor> run(ModelRoute route) {
        try {
            return execution.run(table, route, batch, scope).thenApply(output -> watch.saw(route, output));
        } catch (RuntimeException neverBegun) { // others may be waiting for it already
            return CompletableFuture.failedFuture(neverBegun);
        }
    }
}
