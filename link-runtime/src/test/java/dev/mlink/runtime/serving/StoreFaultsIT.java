package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Samples;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.FaultyProxy;
import dev.mlink.runtime.testing.FaultyProxy.Fault;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.testing.S3Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod whose store is a bucket: whatever becomes of the server, the predictor in force keeps answering. */
class StoreFaultsIT {
    private static final String LOCATION = "s3://" + S3Server.BUCKET + "/group";

    @TempDir
    Path home;

    private S3Server server;
    private FaultyProxy proxy;
    private RuntimeProcess runtime;
    private InferenceClient client;
    private Store store;
    private AffineGroup group;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start();
        server.configure(server.address());
        store = Store.open(LOCATION);
        group = new AffineGroup(store.artifacts());
        proxy = FaultyProxy.to(server.address());
        Map<String, String> environment = new HashMap<>(server.environment(proxy.address()));
        environment.put("MLINK_STORE", LOCATION);
        runtime = RuntimeProcess.start(home, environment);
        client = new InferenceClient(runtime.grpc());
    }

    @AfterEach
    void stop() {
        client.close();
        runtime.close();
        proxy.close();
        server.close();
    }

    @Test
    void aTableWhoseArtefactsCannotBeReadIsRefusedAndTheOneInForceStays() throws IOException {
        runtime.admin().route(table(1, group.prior("same", 5)));
        Predictor next = group.prior("same", 6);

        proxy.always(new Fault.Refusal("503 Slow Down"));
        assertRefused(Status.Code.UNAVAILABLE, "the store cannot read " + LOCATION + "/links/", table(2, next));
        proxy.always(new Fault.CutDownload(100));
        assertRefused(Status.Code.UNAVAILABLE, "the store cannot read " + LOCATION + "/links/", table(2, next));
        server.kill();
        assertRefused(Status.Code.UNAVAILABLE, "the store cannot read " + LOCATION + "/links/", table(2, next));
        assertInForce(1, 5);

        server.restart();
        proxy.always(new Fault.None());
        runtime.admin().route(table(2, next));
        assertInForce(2, 6);
    }

    @Test
    void whatWasPreparedNeedsNoStoreAndIsNotInForceBefore() throws IOException {
        runtime.admin().route(table(1, group.prior("same", 5)));
        RoutingTable next = table(2, group.prior("same", 6));

        runtime.admin().prepare(next);
        assertInForce(1, 5);
        proxy.always(new Fault.Refusal("503 Slow Down"));
        runtime.admin().route(next);
        assertInForce(2, 6);

        assertThatThrownBy(() -> runtime.admin().prepare(table(3, group.prior("same", 7))))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("the store cannot read");
    }

    @Test
    void aTornArtefactIsRefusedAndTheOneInForceStays() throws IOException {
        runtime.admin().route(table(1, group.prior("same", 5)));
        Predictor torn = group.prior("same", 6);
        Path arrays =
                server.bucket().resolve("group/links/" + torn.getArtifact().substring(7) + "/arrays.npz");
        Files.write(arrays, new byte[] {1, 2, 3});

        assertRefused(Status.Code.DATA_LOSS, "arrays.npz is not what the manifest promises", table(2, torn));
        Files.delete(arrays);
        assertRefused(Status.Code.NOT_FOUND, "is not in the store", table(2, torn));
        assertInForce(1, 5);
    }

    @Test
    void thePodsStatusDoesNotWaitForTheStore() throws IOException {
        runtime.admin().route(table(1, group.prior("same", 5)));
        store.samples().write("pod-2", new Samples(Map.of("image", NpyArray.of(new float[3], 1, 3)), NpyArray.of(1)));
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(samples()).isEqualTo(1));

        proxy.always(new Fault.Silence());

        assertThat(samples()).as("as last counted").isEqualTo(1);
        assertInForce(1, 5);
    }

    @Test
    void samplesOutliveAServerThatIsGoneForAWhile() throws IOException {
        runtime.admin().route(table(1, group.prior("same", 5)));
        server.kill();
        assertThat(client.infer("same", false)).containsExactly(5, 5, 5);

        server.restart();

        Eventually.within(Duration.ofSeconds(120), () -> assertThat(
                        store.samples().read("pod-1").orElseThrow().size())
                .isEqualTo(1));
    }

    private int samples() {
        return (int) runtime.admin().status(StatusRequest.getDefaultInstance()).getSamples();
    }

    private void assertInForce(long epoch, float answer) {
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getEpoch())
                .isEqualTo(epoch);
        assertThat(client.infer("same", false)).containsExactly(answer, answer, answer);
    }

    private void assertRefused(Status.Code code, String words, RoutingTable table) {
        assertThatThrownBy(() -> runtime.admin().route(table))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining(words)
                .satisfies(failure ->
                        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(code));
    }

    private static RoutingTable table(long epoch, Predictor predictor) {
        return AffineGroup.table(epoch).addModels(predicted("same", predictor)).build();
    }
}
