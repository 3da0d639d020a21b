package dev.mlink.runtime.routing;

import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelStatistics;
import dev.mlink.triton.wire.ModelStatisticsRequest;
import io.grpc.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What clients may ask about how often and how long models answered. A model's counts are those of every Triton that has
 * it, plus what was seen of its earlier loads, where Triton begins at 0 again, plus what was predicted for it here.
 */
public final class Statistics {
    private final TableInForce tables;
    private final TritonGrpc triton;
    private final Clock clock;
    private final Map<String, ModelStatistics> here = new ConcurrentHashMap<>();
    private final Map<Place, Loads> loads = new ConcurrentHashMap<>();

    private record Place(String endpoint, String model) {}

    /**
     * @param earlier of loads before this one
     * @param last what was seen of this one
     */
    private record Loads(ModelStatistics earlier, ModelStatistics last) {
        private static final Loads NONE =
                new Loads(ModelStatistics.getDefaultInstance(), ModelStatistics.getDefaultInstance());

        Loads seen(ModelStatistics now) {
            boolean another = now.getExecutionCount() < last.getExecutionCount()
                    || now.getInferenceCount() < last.getInferenceCount();
            return new Loads(another ? Counted.sum(earlier, last) : earlier, now);
        }

        ModelStatistics all() {
            return Counted.sum(earlier, last);
        }
    }

    public Statistics(TableInForce tables, TritonGrpc triton, Clock clock) {
        this.tables = tables;
        this.triton = triton;
        this.clock = clock;
    }

    /**
     * @param model empty for every model of the group, and the group
     * @throws Refusal in Triton's words
     */
    public CompletionStage<List<ModelStatistics>> of(String model, String version, Context scope) {
        new ModelVersion(version).requireNumber();
        List<CompletableFuture<ModelStatistics>> parts = names(model, version).stream()
                .map(name -> about(name, scope).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
    }

    /** After an answer was put together here. */
    void answered(String model, long samples, long nanos) {
        here.merge(model, Counted.answer(samples, nanos, clock.millis()), Counted::sum);
    }

    /** After that failed. */
    void failed(String model, long nanos) {
        here.merge(model, Counted.failure(nanos), Counted::sum);
    }

    private List<String> names(String model, String version) {
        List<String> known = new ArrayList<>();
        tables.current().ifPresent(active -> {
            active.table().models().values().stream()
                    .filter(route -> route.signature().isPresent())
                    .forEach(route -> known.add(route.model()));
            active.group().ifPresent(group -> known.add(active.table().group()));
        });
        if (model.isEmpty()) {
            return known;
        }
        if (!known.contains(model)) {
            throw Refusal.invalid("requested model '" + model + "' is not available");
        }
        if (!new ModelVersion(version).is(version(model))) {
            throw Refusal.invalid("requested model version is not available for model '" + model + "'");
        }
        return List.of(model);
    }

    private CompletionStage<ModelStatistics> about(String model, Context scope) {
        List<CompletableFuture<ModelStatistics>> parts = endpoints(model).stream()
                .map(endpoint -> ask(endpoint, model, scope).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            ModelStatistics all = here.getOrDefault(model, ModelStatistics.getDefaultInstance());
            for (Map.Entry<Place, Loads> entry : loads.entrySet()) {
                if (entry.getKey().model().equals(model)) {
                    all = Counted.sum(all, entry.getValue().all());
                }
            }
            return all.toBuilder().setName(model).setVersion(version(model)).build();
        });
    }

    /** A Triton that does not answer adds what it said last. */
    private CompletionStage<ModelStatistics> ask(Endpoint endpoint, String model, Context scope) {
        ModelStatisticsRequest request =
                ModelStatisticsRequest.newBuilder().setName(model).build();
        return triton.ask(endpoint.grpc(), GRPCInferenceServiceGrpc.getModelStatisticsMethod(), request, scope)
                .thenApply(answer -> Optional.of(answer.getModelStats(answer.getModelStatsCount() - 1)))
                .exceptionally(gone -> Optional.empty())
                .thenApply(said -> {
                    Place place = new Place(endpoint.name(), model);
                    said.ifPresent(
                            now -> loads.merge(place, Loads.NONE.seen(now), (before, first) -> before.seen(now)));
                    return said.orElse(ModelStatistics.getDefaultInstance());
                });
    }

    private List<Endpoint> endpoints(String model) {
        return tables.current()
                .flatMap(active ->
                        active.table().model(model).map(route -> active.table().endpointsOf(route)))
                .orElse(List.of());
    }

    private String version(String model) {
        return tables.current()
                .flatMap(active -> active.table().model(model))
                .map(ModelRoute::version)
                .orElse(GroupModel.VERSION);
    }
}
