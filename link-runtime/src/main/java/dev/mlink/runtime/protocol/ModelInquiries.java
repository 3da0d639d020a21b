package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Statistics;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelConfigResponse;
import dev.mlink.triton.wire.ModelMetadataRequest;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelReadyRequest;
import dev.mlink.triton.wire.ModelReadyResponse;
import dev.mlink.triton.wire.ModelStatisticsRequest;
import dev.mlink.triton.wire.ModelStatisticsResponse;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryIndexResponse;
import dev.mlink.triton.wire.ServerLiveRequest;
import dev.mlink.triton.wire.ServerLiveResponse;
import dev.mlink.triton.wire.ServerMetadataRequest;
import dev.mlink.triton.wire.ServerMetadataResponse;
import dev.mlink.triton.wire.ServerReadyRequest;
import dev.mlink.triton.wire.ServerReadyResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Everything of the service but inference: health, metadata, configuration, statistics and the index. */
final class ModelInquiries extends GRPCInferenceServiceImplBase {
    private final Catalogue catalogue;
    private final Statistics statistics;
    private final ServerDescription description;

    ModelInquiries(Catalogue catalogue, Statistics statistics, ServerDescription description) {
        this.catalogue = catalogue;
        this.statistics = statistics;
        this.description = description;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
        answer(observer, ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
        answer(observer, catalogue.serverReady(Context.current()).thenApply(ready -> ServerReadyResponse.newBuilder()
                .setReady(ready)
                .build()));
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
        answer(
                observer,
                ServerMetadataResponse.newBuilder()
                        .setName(description.name())
                        .setVersion(description.version())
                        .addAllExtensions(description.extensions())
                        .build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        inquire(observer, () -> catalogue
                .modelReady(request.getName(), request.getVersion(), Context.current())
                .thenApply(
                        ready -> ModelReadyResponse.newBuilder().setReady(ready).build()));
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        inquire(observer, () -> catalogue.metadata(request.getName(), request.getVersion(), Context.current()));
    }

    @Override
    public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
        inquire(observer, () -> catalogue
                .config(request.getName(), request.getVersion(), Context.current())
                .thenApply(config ->
                        ModelConfigResponse.newBuilder().setConfig(config).build()));
    }

    @Override
    public void modelStatistics(ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> observer) {
        inquire(observer, () -> statistics
                .of(request.getName(), request.getVersion(), Context.current())
                .thenApply(models -> ModelStatisticsResponse.newBuilder()
                        .addAllModelStats(models)
                        .build()));
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
        answer(
                observer,
                RepositoryIndexResponse.newBuilder()
                        .addAllModels(catalogue.index(request.getReady()))
                        .build());
    }

    private static <T> void inquire(StreamObserver<T> observer, Supplier<CompletionStage<T>> answer) {
        try {
            answer(observer, answer.get());
        } catch (Refusal refusal) {
            observer.onError(refusal.status().asRuntimeException());
        }
    }

    private static <T> void answer(StreamObserver<T> observer, CompletionStage<T> answer) {
        answer.whenComplete((message, failure) -> {
            if (failure == null) {
                answer(observer, message);
            } else {
                observer.onError(status(failure).asRuntimeException());
            }
        });
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }

    private static Status status(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refusal refusal ? refusal.status() : Status.fromThrowable(cause);
    }
}
