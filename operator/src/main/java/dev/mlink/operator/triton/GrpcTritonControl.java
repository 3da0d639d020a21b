package dev.mlink.operator.triton;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.operator.triton.EndpointChannels.Way;
import dev.mlink.operator.triton.TritonReply.Ok;
import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelConfigRequest;
import dev.mlink.triton.wire.ModelMetadataRequest;
import dev.mlink.triton.wire.ModelRepositoryParameter;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryModelLoadRequest;
import dev.mlink.triton.wire.RepositoryModelUnloadRequest;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@link TritonControl} over gRPC, with a channel per endpoint that is kept while it is used. */
@Singleton
public final class GrpcTritonControl implements TritonControl, AutoCloseable {
    /** What Triton calls the parts of an ensemble here. */
    private static final String UNLOAD_DEPENDENTS = "unload_dependents";

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Deadlines deadlines;
    private final EndpointChannels channels;
    private final MetricsPort metricsPort;
    private final TritonAccess access;

    @Inject
    public GrpcTritonControl(
            @ConfigProperty(name = "mlink.triton.load-deadline", defaultValue = "120s") Duration load) {
        this(Deadlines.withLoad(load), Clock.systemUTC());
    }

    GrpcTritonControl(Deadlines deadlines, Clock clock) {
        this(
                deadlines,
                new EndpointChannels(UNUSED.plus(deadlines.longest()), clock),
                MetricsPort.within(deadlines.question()),
                TritonAccess.open());
    }

    private GrpcTritonControl(
            Deadlines deadlines, EndpointChannels channels, MetricsPort metricsPort, TritonAccess access) {
        this.deadlines = deadlines;
        this.channels = channels;
        this.metricsPort = metricsPort;
        this.access = access;
    }

    @Override
    public TritonControl showing(TritonAccess shown) {
        return new GrpcTritonControl(deadlines, channels, metricsPort, shown);
    }

    @Override
    public TritonControl waiting(Duration load) {
        return new GrpcTritonControl(deadlines.waiting(load), channels, metricsPort, access);
    }

    @Override
    public TritonReply<RepositoryIndex> index(TritonAddress endpoint) {
        return ask(
                endpoint,
                deadlines.question(),
                triton -> RepositoryIndex.read(triton.repositoryIndex(RepositoryIndexRequest.getDefaultInstance())));
    }

    @Override
    public TritonReply<ModelDescription> describe(TritonAddress endpoint, String model) {
        ModelConfigRequest config =
                ModelConfigRequest.newBuilder().setName(model).build();
        ModelMetadataRequest metadata =
                ModelMetadataRequest.newBuilder().setName(model).build();
        return ask(
                endpoint,
                deadlines.question(),
                triton -> new ModelDescription(triton.modelConfig(config).getConfig(), triton.modelMetadata(metadata)));
    }

    @Override
    public TritonReply<Done> load(TritonAddress endpoint, String model) {
        RepositoryModelLoadRequest request =
                RepositoryModelLoadRequest.newBuilder().setModelName(model).build();
        return ask(endpoint, deadlines.load(), triton -> triton.repositoryModelLoad(request))
                .map(loaded -> Done.DONE);
    }

    @Override
    public TritonReply<Done> load(TritonAddress endpoint, ModelConfig config) {
        RepositoryModelLoadRequest request = RepositoryModelLoadRequest.newBuilder()
                .setModelName(config.getName())
                .putParameters(
                        "config",
                        ModelRepositoryParameter.newBuilder()
                                .setStringParam(json(config))
                                .build())
                .build();
        return ask(endpoint, deadlines.load(), triton -> triton.repositoryModelLoad(request))
                .map(loaded -> Done.DONE);
    }

    private static String json(ModelConfig config) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(config);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a configuration that was read cannot be written", e);
        }
    }

    @Override
    public TritonReply<Done> unload(TritonAddress endpoint, String model) {
        ModelRepositoryParameter yes =
                ModelRepositoryParameter.newBuilder().setBoolParam(true).build();
        return unload(
                endpoint,
                RepositoryModelUnloadRequest.newBuilder()
                        .setModelName(model)
                        .putParameters(UNLOAD_DEPENDENTS, yes)
                        .build());
    }

    @Override
    public TritonReply<Done> unloadAlone(TritonAddress endpoint, String model) {
        return unload(
                endpoint,
                RepositoryModelUnloadRequest.newBuilder().setModelName(model).build());
    }

    private TritonReply<Done> unload(TritonAddress endpoint, RepositoryModelUnloadRequest request) {
        return ask(endpoint, deadlines.unload(), triton -> triton.repositoryModelUnload(request))
                .map(unloaded -> Done.DONE);
    }

    @Override
    public TritonReply<MetricsPage> metrics(TritonAddress metrics) {
        return metricsPort.read(metrics);
    }

    @Override
    public TritonReply<Exercise> exercise(TritonAddress endpoint, String model) {
        return describe(endpoint, model)
                .then(description ->
                        ask(endpoint, deadlines.exercise(), triton -> new Exerciser(triton).run(description)));
    }

    @Override
    @PreDestroy
    public void close() {
        channels.close();
    }

    private <T> TritonReply<T> ask(
            TritonAddress endpoint, Duration deadline, Function<GRPCInferenceServiceBlockingStub, T> question) {
        Way way = new Way(endpoint, access);
        TritonChannel channel = channels.to(way);
        try {
            return new Ok<>(question.apply(channel.blocking(deadline)));
        } catch (StatusRuntimeException failed) {
            TritonFailure failure = new TritonFailure(way.endpoint(), failed.getStatus());
            if (failure.connectionLost()) {
                channels.forget(way, channel);
            }
            return failure.reply();
        }
    }
}
