package dev.mlink.runtime.admin;

import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.ModelRoute;
import dev.mlink.runtime.routing.RoutingTable;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryIndexResponse.ModelIndex;
import io.grpc.Context;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks Triton whether it has what a table calls exact. */
public final class ExactModels {
    private static final long DEADLINE_SECONDS = 2;

    private final TritonGrpc triton;
    private final ScheduledExecutorService timer;

    public ExactModels(TritonGrpc triton, ScheduledExecutorService timer) {
        this.triton = triton;
        this.timer = timer;
    }

    /** What is not there, as a sentence; empty when all is. */
    String missing(RoutingTable table) {
        for (Map.Entry<String, Endpoint> endpoint : table.endpoints().entrySet()) {
            Set<String> wanted = table.models().values().stream()
                    .filter(route -> route.endpoints().contains(endpoint.getKey()))
                    .map(ModelRoute::model)
                    .collect(Collectors.toSet());
            try {
                wanted.removeAll(ready(endpoint.getValue()));
            } catch (CompletionException unreachable) {
                return "Triton " + endpoint.getKey() + " does not answer: "
                        + unreachable.getCause().getMessage();
            }
            if (!wanted.isEmpty()) {
                return "Triton " + endpoint.getKey() + " has not loaded " + wanted;
            }
        }
        return "";
    }

    private Set<String> ready(Endpoint endpoint) {
        Context.CancellableContext scope = Context.ROOT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS, timer);
        try {
            return triton
                    .ask(
                            endpoint.grpc(),
                            GRPCInferenceServiceGrpc.getRepositoryIndexMethod(),
                            RepositoryIndexRequest.newBuilder().setReady(true).build(),
                            scope)
                    .toCompletableFuture()
                    .join()
                    .getModelsList()
                    .stream()
                    .map(ModelIndex::getName)
                    .collect(Collectors.toSet());
        } finally {
            scope.cancel(null);
        }
    }
}
