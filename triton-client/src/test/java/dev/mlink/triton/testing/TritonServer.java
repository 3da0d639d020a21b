package dev.mlink.triton.testing;

import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.mlink.triton.wire.RepositoryModelLoadRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real Triton on this machine, started by {@code examples/triton/triton serve}: explicit mode, CPU, nothing loaded.
 * A test that cannot have it fails: it is never skipped. The first start on a machine downloads the server.
 *
 * <pre>{@code
 * try (TritonServer triton = TritonServer.serving(TestModel.affine("f", 3, 2, 1))) {
 *     triton.load("f");
 *     ...
 * }
 * }</pre>
 */
public final class TritonServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration LOAD = Duration.ofSeconds(60);

    private final Path work;
    private final String repository;
    private final Map<String, String> environment;
    private final TritonPorts ports;
    private final List<String> flags;
    private TritonProcess process;

    private TritonServer(Path work, String repository, Map<String, String> environment, List<String> flags) {
        this.work = work;
        this.repository = repository;
        this.environment = Map.copyOf(environment);
        this.ports = TritonPorts.free();
        this.flags = flags;
        restart();
    }

    /** Serves these models from a temporary repository. */
    public static TritonServer serving(TestModel... models) {
        Path work = workDirectory();
        Path repository = work.resolve("repository");
        Stream.of(models).forEach(model -> model.writeTo(repository));
        return new TritonServer(work, repository.toString(), Map.of(), List.of());
    }

    /**
     * Serves a repository, and returns once the server listens.
     *
     * @param flags more flags of {@code tritonserver}, which win over those of the script
     * @throws IllegalStateException with the server's log when it does not come up
     */
    public static TritonServer start(Path repository, String... flags) {
        return new TritonServer(workDirectory(), repository.toString(), Map.of(), List.of(flags));
    }

    /**
     * Serves a repository that is not on this machine's disk, and returns once the server listens.
     *
     * @param location in Triton's words, such as {@code s3://http://localhost:7070/models}
     * @param environment what the server needs to get in there
     * @throws IllegalStateException with the server's log when it does not come up
     */
    public static TritonServer remote(String location, Map<String, String> environment) {
        return new TritonServer(workDirectory(), location, environment, List.of());
    }

    /** Where it listens for gRPC. */
    public TritonAddress grpc() {
        return new TritonAddress(TritonPorts.HOST, ports.grpc());
    }

    /** Where it listens for HTTP: {@code host:port}. */
    public String http() {
        return TritonPorts.HOST + ":" + ports.http();
    }

    /** Where Prometheus reads: {@code host:port}. */
    public String metrics() {
        return TritonPorts.HOST + ":" + ports.metrics();
    }

    /** The directory it serves, where it is none of a {@link #remote} one; models may be added while it runs. */
    public Path repository() {
        return Path.of(repository);
    }

    /** The server's process id; the processes of its models are its children. */
    public long pid() {
        return process.pid();
    }

    /** Loads a model and waits for it, for tests that are about something else. */
    public void load(String model) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(TritonPorts.HOST, ports.grpc())
                .usePlaintext()
                .build();
        try {
            GRPCInferenceServiceBlockingStub triton = GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(LOAD.toMillis(), TimeUnit.MILLISECONDS);
            RepositoryModelLoadRequest request =
                    RepositoryModelLoadRequest.newBuilder().setModelName(model).build();
            triton.repositoryModelLoad(request);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Ends it at once, as a crash would, with the processes of its models. */
    public void kill() {
        process.kill();
    }

    /** Starts it on the same ports after {@link #kill}; nothing is loaded then. */
    public void restart() {
        process = TritonProcess.launch(repository, environment, ports, flags, work.resolve("log"));
        Instant until = Instant.now().plus(START);
        while (!process.listens()) {
            if (!process.alive() || Instant.now().isAfter(until)) {
                process.stop();
                throw new IllegalStateException("Triton did not come up; its log:\n" + process.log());
            }
            pause();
        }
    }

    /** Stops it in order. */
    @Override
    public void close() {
        process.stop();
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder()).forEach(TritonServer::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path workDirectory() {
        try {
            return Files.createTempDirectory("mlink-triton-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Triton came up", interrupted);
        }
    }
}
