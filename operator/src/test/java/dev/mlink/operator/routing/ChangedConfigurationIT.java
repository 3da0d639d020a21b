package dev.mlink.operator.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInstanceGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Triton says of a model whose files have changed, or have not. */
class ChangedConfigurationIT {

    private static final TestModel MODEL = TestModel.affine("f", 2, 2, 1);

    @TempDir
    private Path repository;

    private final GrpcTritonControl triton = new GrpcTritonControl(Duration.ofSeconds(60));
    private TritonServer server;
    private OutputSignature first;

    @BeforeEach
    void start() {
        MODEL.writeTo(repository);
        server = TritonServer.start(repository);
        server.load("f");
        first = signature();
    }

    @AfterEach
    void stop() {
        triton.close();
        server.close();
    }

    @Test
    void theSameFilesAreTheSameModelHoweverItIsLoaded() {
        ModelConfig known = config();
        assertThat(triton.load(server.grpc(), withInstances(known, 3)).problem())
                .isEmpty();
        assertThat(config().getInstanceGroup(0).getCount()).isEqualTo(3);
        assertThat(signature()).as("three instances in place").isEqualTo(first);
        assertThat(triton.load(server.grpc(), withInstances(known, 1)).problem())
                .isEmpty();
        assertThat(signature()).as("one again").isEqualTo(first);

        server.kill();
        server.restart();
        server.load("f");
        assertThat(signature()).as("after a restart").isEqualTo(first);
        server.kill();
        server.restart();
        assertThat(triton.load(server.grpc(), withInstances(known, 2)).problem())
                .isEmpty();
        assertThat(signature()).as("two from the beginning").isEqualTo(first);
    }

    @Test
    void anotherParameterUnderTheSameVersionIsAnotherModel() {
        MODEL.configured("parameters {key: \"scale\" value {string_value: \"1/255\"}}")
                .writeTo(repository);
        assertThat(signature()).as("not loaded again yet").isEqualTo(first);

        server.load("f");

        assertThat(signature().differs(first)).isTrue();
        assertThat(signature().text()).startsWith("version 1, FP32 [2], configuration ");
        MODEL.writeTo(repository);
        server.load("f");
        assertThat(signature()).as("as it was").isEqualTo(first);
    }

    @Test
    void anotherWayToBatchIsNot() {
        MODEL.configured("dynamic_batching {max_queue_delay_microseconds: 100}").writeTo(repository);

        server.load("f");

        assertThat(config().hasDynamicBatching()).isTrue();
        assertThat(signature()).isEqualTo(first);
    }

    private ModelConfig config() {
        return triton.describe(server.grpc(), "f").answer().orElseThrow().config();
    }

    private OutputSignature signature() {
        return triton.describe(server.grpc(), "f")
                .answer()
                .flatMap(description -> KnownModels.of(Optional.empty(), Map.of("f", description))
                        .find("f"))
                .orElseThrow()
                .output("Y");
    }

    private static ModelConfig withInstances(ModelConfig config, int count) {
        ModelInstanceGroup group =
                config.getInstanceGroup(0).toBuilder().setCount(count).build();
        return config.toBuilder().clearInstanceGroup().addInstanceGroup(group).build();
    }
}
