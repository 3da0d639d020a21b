package dev.mlink.operator.site;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelConfigResponse;
import dev.mlink.triton.wire.ModelDynamicBatching;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelInstanceGroup;
import dev.mlink.triton.wire.ModelMetadataRequest;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelOutput;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryIndexResponse;
import dev.mlink.triton.wire.RepositoryModelLoadRequest;
import dev.mlink.triton.wire.RepositoryModelLoadResponse;
import dev.mlink.triton.wire.RepositoryModelUnloadRequest;
import dev.mlink.triton.wire.RepositoryModelUnloadResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls by which one Triton with two GPUs is driven, on the wire. A model's own configuration puts it on every GPU, as
 * Triton does where no {@code gpus} are named; an override counts as it stands. A load that exceeds a GPU is refused.
 */
public final class SimulatedGpus extends GRPCInferenceServiceImplBase implements AutoCloseable {

    /** What each model holds requests back for a fuller batch. */
    public static final Duration HELD_BACK = Duration.ofMillis(5);

    private static final int GPUS = 2;

    private final Map<String, Long> costs;
    private final long bytesPerGpu;
    private final Map<String, ModelConfig> loaded = new TreeMap<>();
    private final List<ModelConfig> overrides = new ArrayList<>();
    private final Server server;

    /** @param costs bytes of one instance, of each model in the repository */
    public SimulatedGpus(Map<String, Long> costs, long bytesPerGpu) {
        this(costs, bytesPerGpu, new InetSocketAddress("127.0.0.1", 0));
    }

    /** One that a Service leads to, whose endpoints cannot be at the loopback address. */
    public SimulatedGpus(Map<String, Long> costs, long bytesPerGpu, int port) {
        this(costs, bytesPerGpu, new InetSocketAddress(port));
    }

    private SimulatedGpus(Map<String, Long> costs, long bytesPerGpu, InetSocketAddress address) {
        this.costs = costs;
        this.bytesPerGpu = bytesPerGpu;
        try {
            this.server = NettyServerBuilder.forAddress(address)
                    .addService(this)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TritonAddress grpc() {
        return new TritonAddress("127.0.0.1", server.getPort());
    }

    /** Every configuration that a load has named. */
    public synchronized List<ModelConfig> overrides() {
        return List.copyOf(overrides);
    }

    /** Instances of each model on one GPU. */
    public synchronized Map<String, Integer> on(int gpu) {
        Map<String, Integer> instances = new TreeMap<>();
        loaded.forEach((model, config) -> {
            int count = instances(config, gpu);
            if (count > 0) {
                instances.put(model, count);
            }
        });
        return instances;
    }

    @Override
    public synchronized void repositoryIndex(
            RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> answer) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        costs.keySet().forEach(model -> {
            var entry = index.addModelsBuilder().setName(model);
            if (loaded.containsKey(model)) {
                entry.setVersion("1").setState("READY");
            }
        });
        send(answer, index.build());
    }

    @Override
    public synchronized void repositoryModelLoad(
            RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> answer) {
        ModelConfig config = config(request);
        ModelConfig before = loaded.getOrDefault(config.getName(), ModelConfig.getDefaultInstance());
        for (int gpu = 0; gpu < GPUS; gpu++) {
            // new instances are made before old ones go
            long height = Math.max(instances(before, gpu), instances(config, gpu)) * costs.get(config.getName());
            if (used(gpu) - instances(before, gpu) * costs.get(config.getName()) + height > bytesPerGpu) {
                answer.onError(Status.INVALID_ARGUMENT
                        .withDescription("out of memory on GPU " + gpu + ": " + loaded.keySet() + " and " + config)
                        .asRuntimeException());
                return;
            }
        }
        loaded.put(config.getName(), config);
        send(answer, RepositoryModelLoadResponse.getDefaultInstance());
    }

    @Override
    public synchronized void repositoryModelUnload(
            RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> answer) {
        loaded.remove(request.getModelName());
        send(answer, RepositoryModelUnloadResponse.getDefaultInstance());
    }

    @Override
    public synchronized void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> answer) {
        send(
                answer,
                ModelConfigResponse.newBuilder()
                        .setConfig(loaded.get(request.getName()))
                        .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
        send(
                answer,
                ModelMetadataResponse.newBuilder()
                        .setName(request.getName())
                        .addVersions("1")
                        .build());
    }

    private ModelConfig config(RepositoryModelLoadRequest request) {
        if (!request.containsParameters("config")) {
            return own(request.getModelName());
        }
        ModelConfig.Builder override = ModelConfig.newBuilder();
        try {
            JsonFormat.parser().merge(request.getParametersOrThrow("config").getStringParam(), override);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the override is no configuration", e);
        }
        overrides.add(override.build());
        return override.build();
    }

    private static ModelConfig own(String model) {
        return ModelConfig.newBuilder()
                .setName(model)
                .setBackend("onnxruntime")
                .setMaxBatchSize(8)
                .setDynamicBatching(
                        ModelDynamicBatching.newBuilder().setMaxQueueDelayMicroseconds(HELD_BACK.toMillis() * 1000))
                .addInput(ModelInput.newBuilder()
                        .setName("X")
                        .setDataType(DataType.TYPE_FP32)
                        .addDims(10))
                .addOutput(ModelOutput.newBuilder()
                        .setName("Y")
                        .setDataType(DataType.TYPE_FP32)
                        .addDims(10))
                .addInstanceGroup(ModelInstanceGroup.newBuilder()
                        .setName(model + "_0")
                        .setKind(ModelInstanceGroup.Kind.KIND_GPU)
                        .setCount(1)
                        .addGpus(0)
                        .addGpus(1))
                .build();
    }

    private long used(int gpu) {
        return loaded.entrySet().stream()
                .mapToLong(entry -> costs.get(entry.getKey()) * instances(entry.getValue(), gpu))
                .sum();
    }

    private static int instances(ModelConfig config, int gpu) {
        return config.getInstanceGroupList().stream()
                .filter(group -> group.getGpusList().contains(gpu))
                .mapToInt(ModelInstanceGroup::getCount)
                .sum();
    }

    private static <T> void send(StreamObserver<T> answer, T message) {
        answer.onNext(message);
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
