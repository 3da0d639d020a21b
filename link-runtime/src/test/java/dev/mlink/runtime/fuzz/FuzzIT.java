package dev.mlink.runtime.fuzz;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoiled requests to an active model, two predicted ones and the group. {@code -Dmlink.fuzz.requests} says how many
 * (20,000; a million at length), a tenth of them to the real Triton; {@code -Dmlink.fuzz.seed} which.
 */
class FuzzIT {
    private static final long REQUESTS = Long.getLong("mlink.fuzz.requests", 20_000);
    private static final long SEED = Long.getLong("mlink.fuzz.seed", 1);
    private static final Map<String, String> MODELS =
            Map.of("twice", "X", "first", "X", "always-five", "X", AffineGroup.NAME, "image");
    private static final int WARM = 100_000;

    @TempDir
    Path home;

    @Test
    void spoiledRequestsAreAnsweredOrRefused() throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream("twice");
                RuntimeProcess runtime = serving(upstream.grpc(), upstream.http());
                Barrage barrage = new Barrage(runtime.grpc(), runtime.http())) {
            Spoiled requests = new Spoiled(SEED, MODELS);
            barrage.send(requests, Math.min(REQUESTS, WARM));
            long warm = runtime.residentBytes();
            barrage.send(requests, Math.max(0, REQUESTS - WARM));
            System.out.printf(
                    "fuzz, seed %d: %s; %d reached the upstream; resident %d, then %d MiB%n",
                    SEED, barrage.outcomes(), upstream.requests(), warm >> 20, runtime.residentBytes() >> 20);
            assertThat(barrage.wrong()).isEmpty();
            assertThat(upstream.killers()).isEmpty();
            assertThat(upstream.requests())
                    .as("some are good enough to be passed on")
                    .isPositive();
            if (REQUESTS > WARM) { // before that there is nothing to compare with
                assertThat(runtime.residentBytes()).isLessThan(warm * 6 / 5);
            }
            served(runtime);
        }
    }

    @Test
    void theRealTritonSurvivesWhatIsPassedOn() throws Exception {
        try (TritonServer triton = TritonServer.serving(TestModel.affine("twice", AffineGroup.WIDTH, 2, 1))) {
            triton.load("twice");
            try (RuntimeProcess runtime = serving(triton.grpc().toString(), triton.http());
                    Barrage barrage = new Barrage(runtime.grpc(), runtime.http())) {
                barrage.send(new Spoiled(SEED, MODELS), REQUESTS / 10);
                System.out.printf("fuzz, real Triton, seed %d: %s%n", SEED, barrage.outcomes());
                assertThat(barrage.wrong()).isEmpty();
                served(runtime);
            }
            try (InferenceClient direct = new InferenceClient(triton.grpc().toString())) {
                assertThat(direct.infer("twice", false)).hasSize(AffineGroup.WIDTH);
            }
        }
    }

    private RuntimeProcess serving(String grpc, String http) throws IOException {
        RuntimeProcess runtime = RuntimeProcess.start(home, Map.of());
        AffineGroup group = new AffineGroup(new Store(runtime.store()).artifacts());
        runtime.admin()
                .route(AffineGroup.table(1)
                        .addEndpoints(endpoint("t0", grpc, http))
                        .addModels(exact("twice", "t0"))
                        .addModels(predicted("first", group.link("twice", "first", 1, 0)))
                        .addModels(predicted("always-five", group.prior("always-five", 5)))
                        .build());
        return runtime;
    }

    private static void served(RuntimeProcess runtime) {
        try (InferenceClient client = new InferenceClient(runtime.grpc())) {
            assertThat(client.infer("always-five", false)).containsExactly(5, 5, 5);
            assertThat(client.infer("first", false)).hasSize(AffineGroup.WIDTH);
        }
    }
}
