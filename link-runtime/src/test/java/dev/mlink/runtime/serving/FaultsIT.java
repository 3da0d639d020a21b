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
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see while Triton, the operator or the store are not what they should be. */
class FaultsIT {
    @TempDir
    Path home;

    private TritonServer triton;
    private RuntimeProcess runtime;
    private InferenceClient client;
    private AffineGroup group;

    @BeforeEach
    void start() throws IOException {
        triton = TritonServer.serving(
                TestModel.affine("twice", AffineGroup.WIDTH, 2, 1), TestModel.affine("same", AffineGroup.WIDTH, 1, 0));
        triton.load("twice");
        triton.load("same");
        runtime = RuntimeProcess.start(home, Map.of());
        client = new InferenceClient(runtime.grpc());
        group = new AffineGroup(new Store(runtime.store()).artifacts());
    }

    @AfterEach
    void stop() {
        client.close();
        runtime.close();
        triton.close();
    }

    @Test
    void aModelThatIsGoneIsPredictedUnlessExactWasAsked() throws IOException {
        runtime.admin().route(table(1, fallback("twice", 7), exact("same", "t0")));
        assertThat(client.infer("twice", false)).containsExactly(3, 5, 7);

        triton.kill();

        assertThat(client.infer("twice", false)).containsExactly(7, 7, 7);
        assertCode(() -> client.infer("twice", true), Status.Code.UNAVAILABLE);
        assertCode(() -> client.infer("same", false), Status.Code.UNAVAILABLE);
        assertThat(traffic("same").getConsecutiveFailures()).isPositive();

        triton.restart();
        triton.load("twice");
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(client.infer("twice", false))
                .containsExactly(3, 5, 7));
        assertThat(traffic("twice").getConsecutiveFailures()).isZero();
    }

    @Test
    void anotherReadyEndpointAnswersFirst() throws IOException {
        try (TritonServer other = TritonServer.start(triton.repository())) {
            other.load("twice");
            runtime.admin()
                    .route(table(1, fallback("twice", 7, "t0", "t1")).toBuilder()
                            .addEndpoints(endpoint("t1", other.grpc().toString(), other.http()))
                            .build());
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
        assertThat(client.infer("twice", false)).containsExactly(3, 5, 7);
        stubOf("twice").destroyForcibly();

        Eventually.within(Duration.ofSeconds(20), () -> assertThat(client.infer("twice", false))
                .containsExactly(7, 7, 7));
        Eventually.within(Duration.ofSeconds(20), () -> {
            client.infer("twice", false);
            assertThat(traffic("twice").getConsecutiveFailures()).isGreaterThanOrEqualTo(3);
        });
        assertThat(traffic("twice").getLastFailure()).contains("is not healthy");
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
                                .setGroupUid("uid-2")
                                .build())
                        .getGroupUid())
                .isEqualTo("uid-2");
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
        assertThat(client.infer("twice", false)).containsExactly(3, 5, 7);
    }

    @Test
    void onlyTheTokenOpensTheAdminPort() {
        assertCode(
                () -> runtime.admin("another").status(StatusRequest.getDefaultInstance()), Status.Code.UNAUTHENTICATED);
    }

    @Test
    void theMountedTableServesWhenNobodyRoutes() throws IOException {
        assertThat(runtime.ready()).isFalse();
        assertCode(() -> client.infer("twice", false), Status.Code.UNAVAILABLE);
        RoutingTable mounted = table(9, exact("twice", "t0"));
        Files.writeString(runtime.mountedTable(), JsonFormat.printer().print(mounted));

        Eventually.within(
                Duration.ofSeconds(30), () -> assertThat(runtime.ready()).isTrue());

        assertThat(client.infer("twice", false)).containsExactly(3, 5, 7);
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getEpoch())
                .isEqualTo(9);
    }

    private RoutingTable table(long epoch, ModelRoute... routes) {
        return AffineGroup.table(epoch)
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
