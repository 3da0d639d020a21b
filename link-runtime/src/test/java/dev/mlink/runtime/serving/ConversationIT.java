package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.runtime.testing.StreamClient;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ModelStreamInfer calls that are open for long, whatever happens to the models that they are about. */
class ConversationIT {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    static Path home;

    private static TritonServer triton;
    private static RuntimeProcess runtime;

    private StreamClient client;

    @BeforeAll
    static void startServers() throws IOException {
        triton = TritonServer.serving(
                TestModel.affine("twice", AffineGroup.WIDTH, 2, 1), stopping("stopping"), stopping("held"));
        List.of("twice", "stopping", "held").forEach(triton::load);
        runtime = RuntimeProcess.start(home, Map.of("MLINK_LIMITS_IN_FLIGHT", "64M"));
        AffineGroup group = new AffineGroup(new Store(runtime.store()).artifacts());
        runtime.admin()
                .route(AffineGroup.table(1)
                        .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                        .addModels(exact("twice", "t0"))
                        .addModels(exact("held", "t0"))
                        .addModels(exact("stopping", "t0").toBuilder().setPredictor(group.prior("stopping", 7)))
                        .build());
    }

    @AfterAll
    static void stopServers() {
        runtime.close();
        triton.kill(); // what it executes never ends
        triton.close();
    }

    @BeforeEach
    void open() {
        client = new StreamClient(runtime.grpc());
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    @Test
    void answersBelongToTheirRequestsAfterOneWasGivenUp() throws Exception {
        for (int message = 0; message < 30; message++) {
            client.say("stopping", "", message, 2, 3);
            assertThat(client.numbers()).containsExactly(message, 2, 3);
        }
        client.say("stopping", "", 100, 0, 0);
        assertThat(client.next().getErrorMessage()).contains("answered nothing");
        client.say("stopping", "", 1, 2, 3);
        assertThat(client.numbers()).as("predicted meanwhile").containsExactly(7, 7, 7);
        client.say("twice", "", 1, 2, 3);
        assertThat(client.numbers()).containsExactly(3, 5, 7);

        Eventually.within(Duration.ofSeconds(60), () -> {
            client.say("stopping", "", 4, 5, 6);
            assertThat(client.numbers()).as("executed again").containsExactly(4, 5, 6);
        });
        for (int message = 0; message < 10; message++) {
            client.say("stopping", "", message, 8, 9);
            assertThat(client.numbers()).containsExactly(message, 8, 9);
        }
    }

    /** Nothing is read ahead for ever, and what is read counts until it is answered. */
    @Test
    void whatIsNotAnsweredTakesRoomAndBoundsWhatIsRead() throws Exception {
        String large = "i".repeat(MEGABYTE);
        client.say("held", large, 100, 0, 0);
        for (int message = 0; message < 20; message++) {
            client.say("twice", large, 1, 2, 3);
        }
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(inFlight()).isGreaterThan(4 * MEGABYTE));
        Thread.sleep(1_000);
        assertThat(inFlight()).isLessThan(6 * MEGABYTE);
        client.close();
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(inFlight()).isZero());
    }

    @Test
    void whatIsAnsweredGivesItsRoomBack() throws Exception {
        String large = "i".repeat(MEGABYTE);
        for (int message = 0; message < 100; message++) {
            client.say("twice", large, message, 2, 3);
        }
        for (int message = 0; message < 100; message++) {
            assertThat(client.numbers()).containsExactly(2 * message + 1, 5, 7);
        }
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(inFlight()).isZero());
    }

    /** Answers with what it gets, and never what begins with 100; its second instance goes on then. */
    private static TestModel stopping(String name) {
        TestModel same = TestModel.affine(name, AffineGroup.WIDTH, 1, 0);
        String code = same.code()
                .replace("import numpy as np", "import time\nimport numpy as np")
                .replace("(self, x):", "(self, x):\n        time.sleep(600 if x[0][0] == 100 else 0)");
        return new TestModel(name, same.config() + "instance_group [{count: 2 kind: KIND_CPU}]\n", code);
    }

    private static double inFlight() {
        try {
            return runtime.page("/q/metrics")
                    .lines()
                    .filter(line -> line.startsWith("mlink_inflight_bytes"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
