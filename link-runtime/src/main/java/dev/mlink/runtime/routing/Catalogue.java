package dev.mlink.runtime.routing;

import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelConfigResponse;
import dev.mlink.triton.wire.ModelMetadataRequest;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelReadyRequest;
import dev.mlink.triton.wire.ModelReadyResponse;
import dev.mlink.triton.wire.RepositoryIndexResponse.ModelIndex;
import dev.mlink.triton.wire.ServerReadyRequest;
import dev.mlink.triton.wire.ServerReadyResponse;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What clients may ask about models. Triton speaks for a loaded model; for the others the routing table remembers what
 * Triton said while they were.
 */
public final class Catalogue {
    private final TableInForce tables;
    private final TritonGrpc triton;

    public Catalogue(TableInForce tables, TritonGrpc triton) {
        this.tables = tables;
        this.triton = triton;
    }

    /** Where an exact model is loaded; empty for every other name. */
    public Optional<Endpoint> executedAt(String model) {
        return tables.current().flatMap(active -> active.table()
                .model(model)
                .filter(route -> route.state() == State.EXACT)
                .map(route -> active.table().endpointsOf(route).get(0)));
    }

    /** Of the table in force. */
    public long epoch() {
        return tables.epoch();
    }

    /** Whether a model answers a request any number of times. */
    public boolean decoupled(String model) {
        return tables.current()
                .flatMap(active -> active.table().model(model))
                .map(ModelRoute::decoupled)
                .orElse(false);
    }

    /** Whether some Triton of the group says that it is ready. */
    public CompletionStage<Boolean> serverReady(Context scope) {
        CompletionStage<Boolean> ready = CompletableFuture.completedFuture(false);
        for (Endpoint endpoint : tables.current()
                .map(active -> List.copyOf(active.table().endpoints().values()))
                .orElse(List.of())) {
            ready = ready.thenCompose(known -> known
                    ? CompletableFuture.completedFuture(true)
                    : triton.ask(
                                    endpoint.grpc(),
                                    GRPCInferenceServiceGrpc.getServerReadyMethod(),
                                    ServerReadyRequest.getDefaultInstance(),
                                    scope)
                            .thenApply(ServerReadyResponse::getReady)
                            .exceptionally(unreachable -> false));
        }
        return ready;
    }

    /**
     * Whether the model, or the group, is answered in any way.
     *
     * @throws Refusal for a version that is no number
     */
    public CompletionStage<Boolean> modelReady(String model, String version, Context scope) {
        new ModelVersion(version).requireNumber();
        ModelReadyRequest request = ModelReadyRequest.newBuilder()
                .setName(model)
                .setVersion(version)
                .build();
        return asked(
                        model,
                        GRPCInferenceServiceGrpc.getModelReadyMethod(),
                        request,
                        scope,
                        ModelReadyResponse::getReady)
                .thenApply(said -> said.orElse(false) || answeredWithout(model, version));
    }

    /** @return what Triton says or said; fails with, or throws, a {@link Refusal} */
    public CompletionStage<ModelMetadataResponse> metadata(String model, String version, Context scope) {
        new ModelVersion(version).requireNumber();
        ModelMetadataRequest request = ModelMetadataRequest.newBuilder()
                .setName(model)
                .setVersion(version)
                .build();
        return asked(model, GRPCInferenceServiceGrpc.getModelMetadataMethod(), request, scope, Function.identity())
                .thenApply(
                        said -> said.orElseGet(() -> remembered(model, version).metadata()));
    }

    /** @return what Triton says or said; fails with, or throws, a {@link Refusal} */
    public CompletionStage<ModelConfig> config(String model, String version, Context scope) {
        new ModelVersion(version).requireNumber();
        ModelConfigRequest request = ModelConfigRequest.newBuilder()
                .setName(model)
                .setVersion(version)
                .build();
        return asked(
                        model,
                        GRPCInferenceServiceGrpc.getModelConfigMethod(),
                        request,
                        scope,
                        ModelConfigResponse::getConfig)
                .thenApply(
                        said -> said.orElseGet(() -> remembered(model, version).config()));
    }

    /** Every model of the group, and the group. */
    public List<ModelIndex> index(boolean readyOnly) {
        List<ModelIndex> index = new ArrayList<>();
        tables.current().ifPresent(active -> {
            active.table().models().values().forEach(route -> index.add(entry(route)));
            active.group()
                    .ifPresent(group -> index.add(ModelIndex.newBuilder()
                            .setName(active.table().group())
                            .setVersion(GroupModel.VERSION)
                            .setState("READY")
                            .build()));
        });
        return index.stream()
                .filter(entry -> !readyOnly || entry.getState().equals("READY"))
                .toList();
    }

    /** What a model, or the group, takes and gives; empty where it is not known. */
    public Optional<ModelSignature> signature(String model) {
        try {
            return Optional.of(remembered(model, ""));
        } catch (Refusal unknown) {
            return Optional.empty();
        }
    }

    /** What the table remembers of a model, or the group's virtual model. */
    public ModelSignature remembered(String model, String version) {
        ActiveTable active = tables.current().orElseThrow(() -> unknown(model));
        if (model.equals(active.table().group())) {
            new ModelVersion(version).require(model, GroupModel.VERSION);
            return active.group().orElseThrow(() -> unknown(model)).signature();
        }
        ModelRoute route = active.table().model(model).orElseThrow(() -> unknown(model));
        ModelSignature signature = route.signature().orElseThrow(() -> unknown(model));
        new ModelVersion(version).require(model, route.version());
        return signature;
    }

    /** Whether the model is answered although Triton does not have it. */
    public boolean answeredWithout(String model, String version) {
        try {
            remembered(model, version);
            ActiveTable active = tables.current().orElseThrow();
            return model.equals(active.table().group())
                    || active.route(model).state() != State.UNAVAILABLE
                            && active.predictor(model).isPresent();
        } catch (Refusal unanswered) {
            return false;
        }
    }

    private <Q, R, T> CompletionStage<Optional<T>> asked(
            String model, MethodDescriptor<Q, R> method, Q question, Context scope, Function<R, T> view) {
        return executedAt(model)
                .map(endpoint -> triton.ask(endpoint.grpc(), method, question, scope)
                        .thenApply(answer -> Optional.of(view.apply(answer)))
                        .exceptionally(gone -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static ModelIndex entry(ModelRoute route) {
        ModelIndex.Builder entry =
                ModelIndex.newBuilder().setName(route.model()).setVersion(route.version());
        return switch (route.state()) {
            case EXACT -> entry.setState("READY").build();
            case PREDICTED -> entry.setState("READY").setReason("predicted").build();
            case UNAVAILABLE -> entry.setState("UNAVAILABLE")
                    .setReason(route.reason())
                    .build();
        };
    }

    private static Refusal unknown(String model) {
        return new Refusal(Status.NOT_FOUND.withDescription("Request for unknown model: '" + model + "' is not found"));
    }
}
