package dev.mlink.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.testing.SelfSigned;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.ServerLiveRequest;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TritonChannelIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void carriesInferencesLargeOnesToo() throws Exception {
        TestModel slow = TestModel.slow("slow", Duration.ZERO, Duration.ofSeconds(5));
        try (TritonServer triton = TritonServer.serving(TestModel.echo("echo"), slow);
                TritonChannel channel = TritonChannel.to(triton.grpc()).open()) {
            triton.load("echo");
            triton.load("slow");

            int beyondTheDefaultLimit = 2_000_000;
            InferenceRequest large = InferenceRequest.of(
                    "echo",
                    List.of(Tensor.ofFloats(
                            "IN_FP32",
                            Datatype.FP32,
                            Shape.of(beyondTheDefaultLimit),
                            new float[beyondTheDefaultLimit])));
            InferenceResponse answer = InferenceResponse.read(
                    channel.future(DEADLINE).modelInfer(large.write()).get());
            assertThat(answer.output("OUT_FP32").orElseThrow().shape()).isEqualTo(Shape.of(beyondTheDefaultLimit));

            byte[] request = large.write().toByteArray();
            byte[] passed = ClientCalls.blockingUnaryCall(channel.passThrough(CallOptions.DEFAULT), request);
            assertThat(passed)
                    .isEqualTo(
                            channel.blocking(DEADLINE).modelInfer(large.write()).toByteArray());

            InferenceRequest late =
                    InferenceRequest.of("slow", List.of(Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, 1), 1)));
            assertThatThrownBy(() -> channel.blocking(Duration.ofMillis(300)).modelInfer(late.write()))
                    .satisfies(
                            failure -> assertThat(Status.fromThrowable(failure).getCode())
                                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        }
    }

    @Test
    void encryptsAndShowsItsCertificate() throws IOException {
        SelfSigned ours = SelfSigned.create(directory);
        try (TritonServer triton = mutualTls(ours)) {
            Tls.Identity identity = new Tls.Identity(ours.certificate(), ours.key());
            assertLive(triton, new Tls(ours.certificate(), Optional.of(identity), Optional.empty()));
            assertLive(triton, new Tls(ours.certificate(), Optional.of(identity), Optional.of("triton.test")));

            assertNotReached(triton, new Tls(ours.certificate(), Optional.of(identity), Optional.of("other.test")));
            assertNotReached(triton, Tls.trusting(ours.certificate()));
            SelfSigned others = SelfSigned.create(directory);
            assertNotReached(triton, new Tls(others.certificate(), Optional.of(identity), Optional.empty()));
        }
    }

    @Test
    void sendsTheHeaderOfRestrictedApis() {
        try (TritonServer triton =
                TritonServer.start(directory, "--grpc-restricted-protocol=model-repository:admin=s3")) {
            RestrictedApi header = new RestrictedApi("admin", "s3");
            try (TritonChannel with =
                            TritonChannel.to(triton.grpc()).with(header).open();
                    TritonChannel without = TritonChannel.to(triton.grpc()).open()) {
                assertThat(index(with)).isZero();
                assertThatThrownBy(() -> index(without)).hasMessageContaining("triton-grpc-protocol-admin");
            }
        }
    }

    private static int index(TritonChannel channel) {
        return channel.blocking(DEADLINE)
                .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                .getModelsCount();
    }

    private TritonServer mutualTls(SelfSigned ours) throws IOException {
        Path certificate =
                Files.write(directory.resolve("tls.crt"), ours.certificate().toByteArray());
        Path key = Files.write(directory.resolve("tls.key"), ours.key().toByteArray());
        return TritonServer.start(
                Files.createDirectory(directory.resolve("repository")),
                "--grpc-use-ssl=true",
                "--grpc-use-ssl-mutual=true",
                "--grpc-server-cert=" + certificate,
                "--grpc-server-key=" + key,
                "--grpc-root-cert=" + certificate);
    }

    private static void assertLive(TritonServer triton, Tls tls) {
        try (TritonChannel channel = TritonChannel.to(triton.grpc()).with(tls).open()) {
            assertThat(channel.blocking(DEADLINE)
                            .serverLive(ServerLiveRequest.getDefaultInstance())
                            .getLive())
                    .isTrue();
        }
    }

    private static void assertNotReached(TritonServer triton, Tls tls) {
        try (TritonChannel channel = TritonChannel.to(triton.grpc()).with(tls).open()) {
            assertThatThrownBy(() -> channel.blocking(DEADLINE).serverLive(ServerLiveRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .satisfies(failure ->
                            assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        }
    }
}
