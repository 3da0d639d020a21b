package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Triton whose inferences need a key: whoever has none gets no answer, not even one that is predicted from another's. */
class AccessKeysIT {
    private static final String HEADER = "triton-grpc-protocol-camera";

    @TempDir
    static Path home;

    @TempDir
    static Path models;

    private static TritonServer triton;
    private static RuntimeProcess runtime;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() throws IOException {
        TestModel.affine("twice", AffineGroup.WIDTH, 2, 1).writeTo(models);
        triton = TritonServer.start(models, "--grpc-restricted-protocol=inference:camera=door");
        triton.load("twice");
        Path own = Files.createDirectory(home.resolve("keys"));
        Files.writeString(own.resolve("camera"), "door"); // for its own account, and nobody else's
        runtime = RuntimeProcess.start(
                home, Map.of("MLINK_SHARING_WINDOW", "PT10S", "MLINK_TRITON_KEYS_DIRECTORY", own.toString()));
        channel = ManagedChannelBuilder.forTarget(runtime.grpc()).usePlaintext().build();
        AffineGroup group =
                new AffineGroup(Store.open(runtime.store().toString()).artifacts());
        runtime.admin()
                .route(AffineGroup.table(1)
                        .addEndpoints(endpoint("triton-0", triton.grpc().toString(), triton.http()))
                        .addModels(exact("twice", "triton-0"))
                        .addModels(predicted("first", group.link("twice", "first", 1, 0)))
                        .build());
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        runtime.close();
        triton.close();
    }

    @Test
    void whoShowsTheKeyIsAnsweredAndNobodyElse() throws Exception {
        for (String model : List.of("twice", "first", "twice", "first")) {
            assertThat(overGrpc(model, Optional.of("door"))).as(model).isEqualTo("3.0");
            for (Optional<String> wrong : List.of(Optional.<String>empty(), Optional.of("window"))) {
                assertThat(overGrpc(model, wrong))
                        .as("%s with key %s", model, wrong)
                        .contains("UNAVAILABLE")
                        .contains("restricted");
            }
        }
    }

    @Test
    void thePredictedOnesSourcesAreAskedWithItOverHttpToo() throws Exception {
        assertThat(overHttp("first", Optional.of("door"))).contains("\"data\":[3.0,5.0,7.0]");
        assertThat(overHttp("first", Optional.empty())).contains("restricted");
    }

    /** Binary metadata, and what HTTP allows and gRPC does not. */
    @Test
    void whatCannotBeAKeyIsLeftOutAndLeavesNothingBehind() throws Exception {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER), "door");
        headers.put(Metadata.Key.of(HEADER + "-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1});
        for (String model : List.of("twice", "first")) {
            assertThat(overGrpc(model, headers)).isEqualTo("3.0");
        }
        HttpRequest request = request("first")
                .header(HEADER, "door")
                .header(HEADER + "!", "door")
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains("\"data\":[3.0,5.0,7.0]");
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getModelsList())
                .allSatisfy(model -> assertThat(model.getInFlight()).isZero());
    }

    private static String overGrpc(String model, Optional<String> key) {
        Metadata headers = new Metadata();
        key.ifPresent(value -> headers.put(Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER), value));
        return overGrpc(model, headers);
    }

    private static String overGrpc(String model, Metadata headers) {
        Tensor tensor = Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), 1, 2, 3);
        try {
            var answer = GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .modelInfer(InferenceRequest.of(model, List.of(tensor)).write());
            return Float.toString(
                    InferenceResponse.read(answer).output("Y").orElseThrow().floats()[0]);
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().toString();
        }
    }

    private static String overHttp(String model, Optional<String> key) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(model);
        key.ifPresent(value -> request.header(HEADER, value));
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest.Builder request(String model) {
        return HttpRequest.newBuilder(URI.create("http://" + runtime.http() + "/v2/models/" + model + "/infer"))
                .POST(BodyPublishers.ofString(
                        "{\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}"));
    }
}
