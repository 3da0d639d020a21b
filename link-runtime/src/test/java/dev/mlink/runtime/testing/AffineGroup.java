package dev.mlink.runtime.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.admin.v1alpha1.Endpoint;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.Metric;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.LastMoments;
import dev.mlink.runtime.store.LastMoments.Latest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelMetadataResponse.TensorMetadata;
import dev.mlink.triton.wire.ModelOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A group of models {@code Y = slope * X + offset} on the group's input {@code image} of three numbers, whose links are
 * known exactly: a linear map is two rectified halves.
 */
public final class AffineGroup {
    public static final String NAME = "numbers";
    public static final int WIDTH = 3;

    private final ArtifactStore artifacts;

    public AffineGroup(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** An empty table of the group. */
    public static RoutingTable.Builder table(long epoch) {
        return RoutingTable.newBuilder()
                .setFormat(1)
                .setGroup(NAME)
                .setGroupUid("uid-1")
                .setEpoch(epoch);
    }

    public static Endpoint endpoint(String name, String grpc, String http) {
        return Endpoint.newBuilder()
                .setName(name)
                .setGrpcAddress(grpc)
                .setHttpAddress(http)
                .build();
    }

    public static ModelRoute exact(String model, String... endpoints) {
        return known(model)
                .setState(RouteState.EXACT)
                .addAllEndpoints(Arrays.asList(endpoints))
                .build();
    }

    public static ModelRoute predicted(String model, Predictor predictor) {
        return known(model)
                .setState(RouteState.PREDICTED)
                .setPredictor(predictor)
                .build();
    }

    public static ModelRoute unavailable(String model, String reason) {
        return known(model).setState(RouteState.UNAVAILABLE).setReason(reason).build();
    }

    /** The same model with another limit; 0 when it takes no batches. */
    public static ModelRoute batching(ModelRoute route, int maxBatchSize) {
        try {
            ModelConfig config = ModelConfig.parseFrom(route.getConfig());
            return route.toBuilder()
                    .setConfig(config.toBuilder()
                            .setMaxBatchSize(maxBatchSize)
                            .build()
                            .toByteString())
                    .build();
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** The prediction {@code slope * source + offset}. */
    public Predictor link(String source, String target, float slope, float offset) throws IOException {
        float[] identities = new float[WIDTH * 2 * WIDTH];
        float[] halves = new float[2 * WIDTH * WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            identities[i * 2 * WIDTH + i] = 1;
            identities[i * 2 * WIDTH + WIDTH + i] = -1;
            halves[i * WIDTH + i] = slope;
            halves[(WIDTH + i) * WIDTH + i] = -slope;
        }
        Artifact artifact = new Artifact(
                description(Kind.VEC2VEC, target, Optional.of(source)),
                Map.of(
                        "input_mean", constant(0),
                        "input_scale", constant(1),
                        "hidden_weight", NpyArray.of(identities, WIDTH, 2 * WIDTH),
                        "hidden_bias", NpyArray.of(new float[2 * WIDTH], 2 * WIDTH),
                        "output_weight", NpyArray.of(halves, 2 * WIDTH, WIDTH),
                        "output_bias", constant(offset),
                        "target_mean", constant(0),
                        "target_scale", constant(1)));
        return predictor(PredictorKind.LINK, artifacts.write(artifact), source);
    }

    /** The prediction {@code softmax(slope * source + offset)}. */
    public Predictor labels(String source, String target, float slope, float offset) throws IOException {
        Artifact linear =
                artifacts.read(new Digest(link(source, target, slope, offset).getArtifact()));
        Description description = new Description(
                Kind.VEC2VEC,
                target,
                Optional.of(source),
                "SingleLabel",
                Activation.SOFTMAX,
                new TreeMap<>(),
                Map.of());
        return predictor(PredictorKind.LINK, artifacts.write(new Artifact(description, linear.arrays())), source);
    }

    /** The mean of the predictions {@code slope * source}, by source. */
    public Predictor ensemble(String target, SortedMap<String, Float> slopes) throws IOException {
        SortedMap<String, String> links = new TreeMap<>();
        for (Map.Entry<String, Float> source : slopes.entrySet()) {
            links.put(
                    source.getKey(),
                    link(source.getKey(), target, source.getValue(), 0).getArtifact());
        }
        Description description = new Description(
                Kind.ENSEMBLE, target, Optional.empty(), "Regression", Activation.LINEAR, links, Map.of());
        Artifact artifact =
                new Artifact(description, Map.of("weight", NpyArray.of(new float[slopes.size()], slopes.size())));
        return predictor(
                PredictorKind.ENSEMBLE,
                artifacts.write(artifact),
                slopes.keySet().toArray(String[]::new));
    }

    /** The prediction that is always the same number. */
    public Predictor prior(String target, float value) throws IOException {
        Artifact artifact =
                new Artifact(description(Kind.PRIOR, target, Optional.empty()), Map.of("constant", constant(value)));
        return predictor(PredictorKind.PRIOR, artifacts.write(artifact));
    }

    /** What a model answered last in one stream: always the same number. */
    public LastValues last(String target, String stream, long time, Duration longestAge, float value)
            throws IOException {
        Artifact artifact = new Artifact(
                Description.ofLast(
                        target,
                        "Regression",
                        Optional.empty(),
                        new LastMoments(longestAge.toMillis(), List.of(new Latest(stream, time))),
                        Map.of()),
                Map.of("value", NpyArray.of(constant(value).floats(), 1, WIDTH)));
        return LastValues.newBuilder()
                .setArtifact(artifacts.write(artifact).text())
                .setPerformance(.75)
                .build();
    }

    private static Predictor predictor(PredictorKind kind, Digest artifact, String... sources) {
        return Predictor.newBuilder()
                .setKind(kind)
                .addAllSources(Arrays.asList(sources))
                .setArtifact(artifact.text())
                .setPerformance(.875)
                .build();
    }

    private static Description description(Kind kind, String target, Optional<String> source) {
        return new Description(kind, target, source, "Regression", Activation.LINEAR, new TreeMap<>(), Map.of());
    }

    private static NpyArray constant(float value) {
        float[] values = new float[WIDTH];
        Arrays.fill(values, value);
        return NpyArray.of(values, WIDTH);
    }

    private static ModelRoute.Builder known(String model) {
        return ModelRoute.newBuilder()
                .setModel(model)
                .putInputs("X", "image")
                .setOutput(Output.newBuilder()
                        .setTensor("Y")
                        .setTask(Task.REGRESSION)
                        .setMetric(Metric.newBuilder()
                                .setType(MetricType.WITHIN_TOLERANCE)
                                .setTolerance(.5)))
                .setVersion("1")
                .setConfig(config(model))
                .setMetadata(metadata(model));
    }

    private static ByteString config(String model) {
        return ModelConfig.newBuilder()
                .setName(model)
                .setBackend("python")
                .setMaxBatchSize(8)
                .addInput(ModelInput.newBuilder()
                        .setName("X")
                        .setDataType(DataType.TYPE_FP32)
                        .addDims(WIDTH))
                .addOutput(ModelOutput.newBuilder()
                        .setName("Y")
                        .setDataType(DataType.TYPE_FP32)
                        .addDims(WIDTH))
                .build()
                .toByteString();
    }

    private static ByteString metadata(String model) {
        return ModelMetadataResponse.newBuilder()
                .setName(model)
                .addVersions("1")
                .setPlatform("python")
                .addInputs(tensor("X"))
                .addOutputs(tensor("Y"))
                .build()
                .toByteString();
    }

    private static TensorMetadata tensor(String name) {
        return TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype("FP32")
                .addAllShape(List.of(-1L, (long) WIDTH))
                .build();
    }
}
