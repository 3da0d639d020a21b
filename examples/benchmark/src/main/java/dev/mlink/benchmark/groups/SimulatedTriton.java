package dev.mlink.benchmark.groups;

import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelConfigResponse;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelMetadataRequest;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelOutput;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryIndexResponse;
import dev.mlink.triton.wire.RepositoryModelLoadRequest;
import dev.mlink.triton.wire.RepositoryModelLoadResponse;
import dev.mlink.triton.wire.RepositoryModelUnloadRequest;
import dev.mlink.triton.wire.RepositoryModelUnloadResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls by which one Triton is driven; it loads and unloads at once and executes nothing. */
final class SimulatedTriton extends GRPCInferenceServiceImplBase {

    private static final String VERSION = "1";

    private final List<String> repository;
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    SimulatedTriton(List<String> repository) {
        this.repository = repository;
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> answer) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        repository.forEach(model -> {
            var entry = index.addModelsBuilder().setName(model);
            if (loaded.contains(model)) {
                entry.setVersion(VERSION).setState("READY");
            }
        });
        send(answer, index.build());
    }

    @Override
    public void repositoryModelLoad(
            RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> answer) {
        loaded.add(request.getModelName());
        send(answer, RepositoryModelLoadResponse.getDefaultInstance());
    }

    @Override
    public void repositoryModelUnload(
            RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> answer) {
        loaded.remove(request.getModelName());
        send(answer, RepositoryModelUnloadResponse.getDefaultInstance());
    }

    @Override
    public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> answer) {
        send(
                answer,
                ModelConfigResponse.newBuilder()
                        .setConfig(ModelConfig.newBuilder()
                                .setName(request.getName())
                                .addInput(ModelInput.newBuilder()
                                        .setName("INPUT")
                                        .setDataType(DataType.TYPE_FP32)
                                        .addDims(1))
                                .addOutput(ModelOutput.newBuilder()
                                        .setName("OUTPUT")
                                        .setDataType(DataType.TYPE_FP32)
                                        .addDims(1)))
                        .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
        send(
                answer,
                ModelMetadataResponse.newBuilder()
                        .setName(request.getName())
                        .addVersions(VERSION)
                        .addInputs(tensor("INPUT"))
                        .addOutputs(tensor("OUTPUT"))
                        .build());
    }

    private static ModelMetadataResponse.TensorMetadata tensor(String name) {
        return ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype("FP32")
                .addShape(1)
                .build();
    }

    private static <T> void send(StreamObserver<T> answer, T message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
