package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see while Triton, the operator or the store are not what they should be. */
class FaultsIT {
    @TempDir
    static Path home;

    private static TritonServer triton;
    private static RuntimeProcess runtime;
    private static int groups;

    private InferenceClient client;
    private AffineGroup group;
    private String uid;
    private boolean hurt;

    @BeforeAll
    static void startServers() throws IOException {
        triton = TritonServer.serving(
                TestModel.affine("twice", AffineGroup.WIDTH, 2, 1), TestModel.affine("same", AffineGroup.WIDTH, 1, 0));
        runtime = RuntimeProcess.start(home, Map.of());
    }

    @AfterAll
    static void stopServers() {
        runtime.close();
        triton.close();
    }

    /** Every test has a group of its own, whose tables replace those of the one before. */
    @BeforeEach
    void start() {
        triton.load("twice");
        triton.load("same");
        client = new InferenceClient(runtime.grpc());
        group = new AffineGroup(new Store(runtime.store()).artifacts());
        uid = "uid-" + groups++;
    }

    @AfterEach
    void stop() {
        client.close();
        if (hurt) {
            triton.kill();
            triton.restart();
        }
    }

    @Test
    void aModelThatIsGoneIsPredictedUnlessExactWasAsked() throws Exception {
        runtime.admin().route(table(1, fallback("twice", 7), exact("same", "t0")));
        assertExact("twice");

        hurt = true;
        triton.kill();

        assertThat(overHttp("twice", "")).contains("\"mlink_predicted\":true").contains("\"data\":[7.0,7.0,7.0]");
        assertThat(overHttp("twice", "\"parameters\":{\"mlink_exact\":true},")).contains("cannot be reached");
        assertThat(client.infer("twice", false)).containsExactly(7, 7, 7);
        assertCode(() -> client.infer("twice", true), Status.Code.UNAVAILABLE);
        assertCode(() -> client.infer("same", false), Status.Code.UNAVAILABLE);
        assertThat(traffic("same").getConsecutiveFailures()).isPositive();

        triton.restart();
        triton.load("twice");
        assertExact("twice");
        assertThat(traffic("twice").getConsecutiveFailures()).isZero();
    }

    @Test
    void aClientThatLeavesLeavesNothingBehind() throws IOException {
        loadSlowModel();
        runtime.admin().route(table(1, exact("slow", "t0"), predicted("same", group.link("slow", "same", 1, 0))));
        long began = System.nanoTime();

        assertThatThrownBy(() -> client.inferWithin(Duration.ofMillis(400), "slow"))
                .hasMessageContaining("DEADLINE_EXCEEDED");
        assertThatThrownBy(() -> client.inferWithin(Duration.ofMillis(400), "same"))
                .hasMessageContaining("DEADLINE_EXCEEDED");

        Eventually.within(
                Duration.ofSeconds(1),
                () -> assertThat(traffic("slow").getInFlight()).isZero());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aModelThatTheTableHasNoMoreIsToldOfUntilItsRequestsHaveEnded() {
        loadSlowModel();
        runtime.admin().route(table(1, exact("slow", "t0")));
        CompletableFuture<float[]> underWay = CompletableFuture.supplyAsync(() -> client.infer("slow", false));
        awaitInFlight("slow", 1);

        runtime.admin().route(table(2, exact("twice", "t0")));

        assertThat(traffic("slow").getInFlight()).isEqualTo(1);
        assertThat(underWay.join()).hasSize(AffineGroup.WIDTH);
        Eventually.within(Duration.ofSeconds(2), () -> assertThat(runtime.admin()
                        .status(StatusRequest.getDefaultInstance())
                        .getModelsList())
                .extracting(RuntimeStatus.ModelTraffic::getModel)
                .containsExactly("twice"));
    }

    @Test
    void whatMayHaveBeenExecutedIsNotPredictedBehindTheClientsBack() throws Exception {
        loadSlowModel();
        runtime.admin().route(table(1, fallback("slow", 7)));
        CompletableFuture<float[]> underWay = CompletableFuture.supplyAsync(() -> client.infer("slow", false));
        Eventually.within(
                Duration.ofSeconds(2),
                () -> assertThat(traffic("slow").getInFlight()).isEqualTo(1));

        hurt = true;
        triton.kill();

        assertThatThrownBy(underWay::join).hasMessageContaining("the connection to Triton was lost");
        assertThat(client.infer("slow", false)).as("the next one").containsExactly(7, 7, 7);
    }

    @Test
    void anotherReadyEndpointAnswersFirst() throws IOException {
        try (TritonServer other = TritonServer.start(triton.repository())) {
            other.load("twice");
            runtime.admin()
                    .route(table(1, fallback("twice", 7, "t0", "t1")).toBuilder()
                            .addEndpoints(endpoint("t1", other.grpc().toString(), other.http()))
                            .build());
            hurt = true;
            triton.kill();
            for (int call = 0; call < 4; call++) {
                assertThat(client.infer("twice", true)).containsExactly(3, 5, 7);
            }
            triton.restart(); // it knows the model, and has not loaded it
            for (int call = 0; call < 4; call++) {
                assertThat(client.infer("twice", true)).containsExactly(3, 5, 7);
            }
        }
    }

    @Test
    void aDeadStubIsReportedOnceAndThenPredicted() throws IOException {
        runtime.admin().route(table(1, fallback("twice", 7)));
        assertExact("twice");
        hurt = true;
        stubOf("twice").destroyForcibly();

        Eventually.within(Duration.ofSeconds(20), () -> assertThat(client.infer("twice", false))
                .containsExactly(7, 7, 7));
        Eventually.within(Duration.ofSeconds(20), () -> {
            client.infer("twice", false);
            assertThat(traffic("twice").getConsecutiveFailures()).isGreaterThanOrEqualTo(3);
        });
        assertThat(traffic("twice").getLastFailure()).contains("is not healthy");
    }

    /** As one whose process died while it held a lock that it shares with Triton: nothing there ever ends. */
    @Test
    void aModelThatStopsWhileItExecutesIsNoticed() throws IOException {
        loadModelThatStopsAbove("stopping", 99);
        runtime.admin().route(table(1, fallback("stopping", 7)));
        for (int call = 0; call < 30; call++) {
            assertThat(client.infer("stopping", false)).containsExactly(1, 2, 3);
        }
        CompletableFuture<InferenceResponse> executed =
                CompletableFuture.supplyAsync(() -> client.infer("stopping", Map.of(), 100, 0, 0));
        awaitInFlight("stopping", 1);
        CompletableFuture<float[]> behind = CompletableFuture.supplyAsync(() -> client.infer("stopping", false));
        awaitInFlight("stopping", 2);
        hurt = true;

        assertThatThrownBy(executed::join).hasMessageContaining("UNAVAILABLE").hasMessageContaining("answered nothing");
        assertThatThrownBy(behind::join).hasMessageContaining("UNAVAILABLE").hasMessageContaining("answered nothing");
        assertThat(client.infer("stopping", false)).as("the next one").containsExactly(7, 7, 7);
        Eventually.within(Duration.ofSeconds(20), () -> {
            client.infer("stopping", false);
            assertThat(traffic("stopping").getConsecutiveFailures()).isGreaterThanOrEqualTo(3);
        });
        stubOf("stopping").destroyForcibly();
    }

    @Test
    void epochsOnlyGrow() throws IOException {
        Predictor prior = group.prior("same", 5);
        runtime.admin().route(table(4, exact("twice", "t0")));
        assertThat(runtime.admin().route(table(4, exact("twice", "t0"))).getEpoch())
                .as("the same again")
                .isEqualTo(4);
        assertCode(() -> runtime.admin().route(table(3, exact("twice", "t0"))), Status.Code.FAILED_PRECONDITION);
        assertCode(() -> runtime.admin().route(table(4, predicted("same", prior))), Status.Code.FAILED_PRECONDITION);
        assertThat(runtime.admin()
                        .route(table(1, predicted("same", prior)).toBuilder()
                                .setGroupUid("another")
                                .build())
                        .getGroupUid())
                .isEqualTo("another");
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getEpoch())
                .isEqualTo(1);
    }

    @Test
    void aTableWithABadArtefactIsNotTaken() throws IOException {
        Predictor prior = group.prior("same", 5);
        runtime.admin().route(table(1, exact("twice", "t0")));
        Predictor missing =
                prior.toBuilder().setArtifact("sha256:" + "0".repeat(64)).build();
        assertCode(() -> runtime.admin().route(table(2, predicted("same", missing))), Status.Code.NOT_FOUND);

        Path arrays = runtime.store().resolve("links/" + prior.getArtifact().substring(7) + "/arrays.npz");
        Files.write(arrays, new byte[] {1, 2, 3});
        assertCode(() -> runtime.admin().route(table(2, predicted("same", prior))), Status.Code.DATA_LOSS);
        assertCode(() -> runtime.admin().route(table(2, exact("twice", "t9"))), Status.Code.INVALID_ARGUMENT);
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getEpoch())
                .isEqualTo(1);
        assertExact("twice");
    }

    @Test
    void onlyTheTokenOpensTheAdminPort() {
        assertCode(
                () -> runtime.admin("another").status(StatusRequest.getDefaultInstance()), Status.Code.UNAUTHENTICATED);
    }

    @Test
    void theMountedTableServesWhenNobodyRoutes() throws IOException {
        runtime.kill();
        runtime.restart();
        assertThat(runtime.ready()).isFalse();
        assertCode(() -> client.infer("twice", false), Status.Code.UNAVAILABLE);
        RoutingTable mounted = table(9, exact("twice", "t0"));
        Files.writeString(runtime.mountedTable(), JsonFormat.printer().print(mounted));

        Eventually.within(
                Duration.ofSeconds(30), () -> assertThat(runtime.ready()).isTrue());

        assertExact("twice");
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getEpoch())
                .isEqualTo(9);
    }

    /** A model that was sick is predicted until a trial, one a second, has gone through. */
    private void assertExact(String model) {
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(client.infer(model, false))
                .containsExactly(3, 5, 7));
    }

    /** Takes three seconds for a request. */
    private static void loadSlowModel() {
        TestModel slow = TestModel.slow("slow", Duration.ZERO, Duration.ofSeconds(3));
        new TestModel("slow", slow.config().replace("[1]", "[" + AffineGroup.WIDTH + "]"), slow.code())
                .writeTo(triton.repository());
        triton.load("slow");
    }

    /** Answers with what it gets, and never answers anything whose first number is greater. */
    private static void loadModelThatStopsAbove(String name, float most) {
        TestModel same = TestModel.affine(name, AffineGroup.WIDTH, 1, 0);
        String code = same.code()
                .replace("import numpy as np", "import time\nimport numpy as np")
                .replace("(self, x):", "(self, x):\n        time.sleep(600 if x[0][0] > " + most + " else 0)");
        new TestModel(name, same.config(), code).writeTo(triton.repository());
        triton.load(name);
    }

    private String overHttp(String model, String parameters) throws IOException, InterruptedException {
        String body = "{" + parameters
                + "\"inputs\":[{\"name\":\"X\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + runtime.http() + "/v2/models/" + model + "/infer"))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private RoutingTable table(long epoch, ModelRoute... routes) {
        return AffineGroup.table(epoch)
                .setGroupUid(uid)
                .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                .addAllModels(List.of(routes))
                .build();
    }

    private ModelRoute fallback(String model, float value, String... endpoints) throws IOException {
        String[] at = endpoints.length == 0 ? new String[] {"t0"} : endpoints;
        return exact(model, at).toBuilder()
                .setPredictor(group.prior(model, value))
                .build();
    }

    private void awaitInFlight(String model, int calls) {
        Eventually.within(Duration.ofSeconds(2), () -> assertThat(traffic(model).getInFlight())
                .isEqualTo(calls));
    }

    private RuntimeStatus.ModelTraffic traffic(String model) {
        return runtime.admin().status(StatusRequest.getDefaultInstance()).getModelsList().stream()
                .filter(traffic -> traffic.getModel().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private ProcessHandle stubOf(String model) {
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(triton.pid()).orElseThrow().descendants()) {
            return children.filter(child -> Stream.of(child.info().arguments().orElse(new String[0]))
                            .anyMatch(argument -> argument.contains("/" + model + "/")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertCode(Runnable call, Status.Code code) {
        assertThatThrownBy(call::run).isInstanceOf(StatusRuntimeException.class).satisfies(failure -> assertThat(
                        Status.fromThrowable(failure).getCode())
                .isEqualTo(code));
    }
}
