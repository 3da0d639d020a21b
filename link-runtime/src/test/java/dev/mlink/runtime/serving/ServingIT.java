package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static dev.mlink.runtime.testing.AffineGroup.unavailable;

import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.PythonEnvironment;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official Triton client, over gRPC and HTTP, against the packaged link-runtime and the real Triton. The model
 * {@code halved} is loaded on Triton too, although the table calls it predicted: so the same calls go to both, and their
 * answers are compared.
 */
class ServingIT {
    @TempDir
    static Path home;

    @Test
    void theOfficialClientIsAnsweredAsByTriton() throws Exception {
        try (TritonServer triton = TritonServer.serving(
                        TestModel.affine("twice", AffineGroup.WIDTH, 2, 1),
                        TestModel.affine("halved", AffineGroup.WIDTH, .5, -1),
                        batching(TestModel.affine("by-three", AffineGroup.WIDTH, 1, 1), "max_batch_size: 3"),
                        batching(TestModel.affine("one-by-one", AffineGroup.WIDTH, 1, 2), ""),
                        wide(TestModel.raising("raising", "this model always fails")));
                RuntimeProcess runtime = RuntimeProcess.start(home, Map.of())) {
            triton.load("twice");
            triton.load("halved");
            triton.load("raising");
            triton.load("by-three");
            triton.load("one-by-one");
            AffineGroup group = new AffineGroup(new Store(runtime.store()).artifacts());
            runtime.admin()
                    .route(AffineGroup.table(3)
                            .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                            .addModels(exact("twice", "t0"))
                            .addModels(predicted("halved", group.link("twice", "halved", .25f, -1.25f)))
                            .addModels(predicted("always-five", group.prior("always-five", 5)))
                            .addModels(AffineGroup.batching(exact("by-three", "t0"), 3))
                            .addModels(AffineGroup.batching(exact("one-by-one", "t0"), 0))
                            .addModels(predicted("from-three", group.link("by-three", "from-three", 1, -1)))
                            .addModels(predicted("from-one", group.link("one-by-one", "from-one", 1, -2)))
                            .addModels(exact("raising", "t0"))
                            .addModels(predicted("from-raising", group.link("raising", "from-raising", 1, 0)))
                            .addModels(unavailable("never-loaded", "it waits for its first profile").toBuilder()
                                    .clearConfig()
                                    .clearMetadata())
                            .addModels(unavailable(
                                    "untrained", "37 of 500 samples are there; predictions follow the first profile"))
                            .build());

            PythonEnvironment.installed()
                    .run(
                            Path.of("src/test/python"),
                            Map.of(
                                    "TRITON_GRPC", triton.grpc().toString(),
                                    "TRITON_HTTP", triton.http(),
                                    "RUNTIME_GRPC", runtime.grpc(),
                                    "RUNTIME_HTTP", runtime.http()),
                            "-m",
                            "unittest",
                            "serving_test");
        }
    }

    private static TestModel batching(TestModel model, String limit) {
        return new TestModel(model.name(), model.config().replace("max_batch_size: 8", limit), model.code());
    }

    private static TestModel wide(TestModel model) {
        return new TestModel(model.name(), model.config().replace("[1]", "[" + AffineGroup.WIDTH + "]"), model.code());
    }
}
