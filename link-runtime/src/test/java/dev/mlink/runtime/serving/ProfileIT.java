package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.ProfiledModel;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Samples;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From live requests to what a training Job reads: sampling, freezing, replay, and a crash in between. */
class ProfileIT {
    @TempDir
    Path home;

    private TritonServer triton;
    private RuntimeProcess runtime;
    private InferenceClient client;
    private Store store;

    @BeforeEach
    void start() throws IOException {
        triton = TritonServer.serving(
                TestModel.affine("twice", AffineGroup.WIDTH, 2, 1),
                TestModel.affine("minus", AffineGroup.WIDTH, -1, 0));
        triton.load("twice");
        runtime = RuntimeProcess.start(
                home,
                Map.of(
                        "MLINK_SAMPLING_STRATEGY", "LOSS_PREDICTION",
                        "MLINK_SAMPLING_RETENTION", "PT1H30M",
                        "MLINK_SAMPLING_INFORMATIVE_SHARE", "0.2",
                        "MLINK_SAMPLING_INFORMATIVE_RATE", "0.1"));
        client = new InferenceClient(runtime.grpc());
        store = new Store(runtime.store());
        RoutingTable.Builder table = AffineGroup.table(1)
                .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                .addModels(exact("twice", "t0"))
                .addModels(predicted("minus", new AffineGroup(store.artifacts()).prior("minus", 0)));
        runtime.admin().route(table.build());
    }

    @AfterEach
    void stop() {
        client.close();
        runtime.close();
        triton.close();
    }

    @Test
    void whatClientsSentIsProfiled() throws Exception {
        client.infer("twice", Map.of(), 1, 1, 1);
        client.infer("twice", Map.of(), 2, 2, 2, 3, 3, 3); // rows of a batch are samples of their own
        client.infer("twice", Map.of(), 1, 1, 1); // identical inputs once
        client.infer("minus", Map.of(), 4, 4, 4);
        client.infer("minus", Map.of("mlink_sample", InferenceClient.flag(false)), 5, 5, 5);
        // another pod saw one of the same, and a newer one
        store.samples()
                .write(
                        "pod-2",
                        new Samples(
                                Map.of("image", NpyArray.of(new float[] {2, 2, 2, 6, 6, 6}, 2, 3)),
                                NpyArray.of(1, Long.MAX_VALUE / 2)));
        Eventually.within(Duration.ofSeconds(15), () -> assertThat(samples()).isEqualTo(5));

        runtime.admin().profile(request(4, "twice", "minus"));

        assertThat(store.profiles()
                        .inputs("p1")
                        .orElseThrow()
                        .inputs()
                        .get("image")
                        .floats())
                .as("the newest four, in time order")
                .containsExactly(1, 1, 1, 3, 3, 3, 4, 4, 4, 6, 6, 6);
        Eventually.within(
                Duration.ofSeconds(15),
                () -> assertThat(model("twice").getComplete()).isTrue());
        assertThat(model("twice").getMillisPerSample()).isPositive();
        assertThat(store.profiles().output("p1", "twice").orElseThrow().floats())
                .containsExactly(3, 3, 3, 7, 7, 7, 9, 9, 9, 13, 13, 13);
        assertThat(model("minus").getError()).contains("'minus'");

        triton.load("minus");
        runtime.kill();
        runtime.restart();
        assertThat(samples()).as("samples outlive the pod").isEqualTo(5);
        assertThat(model("twice").getComplete()).isTrue();
        Path output = runtime.store().resolve("profiles/p1/twice.npz");
        Object written = Files.getLastModifiedTime(output);
        runtime.admin().profile(request(99, "twice", "minus"));
        Eventually.within(
                Duration.ofSeconds(15),
                () -> assertThat(model("minus").getComplete()).isTrue());
        assertThat(Files.getLastModifiedTime(output))
                .as("what is complete is not run again")
                .isEqualTo(written);
        assertThat(store.profiles().output("p1", "minus").orElseThrow().shape()).containsExactly(4, 3);
    }

    @Test
    void metricsTellHowRequestsEnded() throws Exception {
        client.infer("twice", Map.of(), 1, 1, 1);
        client.infer("minus", Map.of(), 1, 1, 1);
        String page = runtime.page("/q/metrics");
        assertThat(page)
                .contains("mlink_requests_total{model=\"twice\",outcome=\"exact\"} 1.0")
                .contains("mlink_requests_total{model=\"minus\",outcome=\"predicted\"} 1.0");
    }

    private int samples() {
        return (int) runtime.admin().status(StatusRequest.getDefaultInstance()).getSamples();
    }

    private ProfileProgress.ModelProgress model(String name) {
        return runtime
                .admin()
                .status(StatusRequest.newBuilder().setProfile("p1").build())
                .getProfile()
                .getModelsList()
                .stream()
                .filter(progress -> progress.getModel().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ProfileRequest request(int samples, String... models) {
        ProfileRequest.Builder request = ProfileRequest.newBuilder()
                .setProfile("p1")
                .setGroupUid("uid-1")
                .setSamples(samples);
        for (String model : models) {
            request.addModels(ProfiledModel.newBuilder()
                    .setModel(model)
                    .putInputs("X", "image")
                    .setOutput(Output.newBuilder().setTensor("Y"))
                    .setGrpcAddress(triton.grpc().toString()));
        }
        return request.build();
    }
}
