package dev.mlink.runtime.testing;

import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc;
import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc.LinkRuntimeAdminBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** {@code serve} as its image runs it: the packaged application in a process of its own, on free ports. */
public final class RuntimeProcess implements AutoCloseable {
    private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();
    private static final Path RUN = Path.of("src/main/image/run").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(60);
    private static final String TOKEN = "a token of the tests";

    private final Path home;
    private final Map<String, String> environment;
    /** From ranges of their own, so that no two are the same. */
    private final int grpc = freePort(20_000);

    private final int http = freePort(23_000);
    private final int admin = freePort(26_000);
    private final int management = freePort(29_000);
    private final ManagedChannel adminChannel;
    private Process process;

    private RuntimeProcess(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
        this.adminChannel = NettyChannelBuilder.forAddress("127.0.0.1", admin)
                .usePlaintext()
                .build();
    }

    /** @param home holds the store, the mounted table and the token */
    public static RuntimeProcess start(Path home, Map<String, String> environment) throws IOException {
        Files.writeString(home.resolve("token"), TOKEN);
        RuntimeProcess runtime = new RuntimeProcess(home, environment);
        runtime.restart();
        return runtime;
    }

    public String grpc() {
        return "127.0.0.1:" + grpc;
    }

    public String http() {
        return "127.0.0.1:" + http;
    }

    public String adminAddress() {
        return "127.0.0.1:" + admin;
    }

    /** Where probes and metrics are. */
    public String managementAddress() {
        return "127.0.0.1:" + management;
    }

    public Path store() {
        return home.resolve("store");
    }

    public Path mountedTable() {
        return home.resolve("table.json");
    }

    /** The admin service, called with the right token. */
    public LinkRuntimeAdminBlockingStub admin() {
        return admin(TOKEN);
    }

    public LinkRuntimeAdminBlockingStub admin(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return LinkRuntimeAdminGrpc.newBlockingStub(adminChannel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withWaitForReady()
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** What the readiness probe of Kubernetes sees. */
    public boolean ready() {
        return get(management, "/q/health/ready") == 200;
    }

    /** A page of the management port. */
    public String page(String path) throws IOException, InterruptedException {
        return client().send(request(management, path), BodyHandlers.ofString()).body();
    }

    /** What it has in memory, as the kernel counts. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again on the same ports and the same store. */
    public void restart() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(RUN.toString(), "serve")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve("log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "MLINK_APP", APPLICATION.toString(),
                        "JAVA_OPTIONS", "-Xmx256m",
                        "MLINK_STORE", store().toString(),
                        "MLINK_ROUTING_TABLE", mountedTable().toString(),
                        "MLINK_ADMIN_TOKEN_FILE", home.resolve("token").toString(),
                        "MLINK_GRPC_PORT", Integer.toString(grpc),
                        "MLINK_HTTP_PORT", Integer.toString(http),
                        "MLINK_ADMIN_PORT", Integer.toString(admin),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                        "MLINK_POD", "pod-1"));
        builder.environment().putAll(environment);
        process = builder.start();
        Instant until = Instant.now().plus(START);
        while (get(management, "/q/health/live") != 200) {
            if (!process.isAlive() || Instant.now().isAfter(until)) {
                kill();
                throw new IllegalStateException("the link-runtime did not come up; its log:\n" + log());
            }
            pause();
        }
    }

    /** What another command of the program prints, run on the same store; it must end well. */
    public String program(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(RUN.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "MLINK_APP", APPLICATION.toString(),
                        "JAVA_OPTIONS", "-Xmx512m",
                        "MLINK_STORE", store().toString()));
        Process program = builder.start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (program.waitFor() != 0) {
            throw new IllegalStateException(printed);
        }
        return printed;
    }

    public String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }

    @Override
    public void close() {
        adminChannel.shutdownNow();
        process.destroy();
        if (!process.onExit()
                .completeOnTimeout(null, 30, TimeUnit.SECONDS)
                .thenApply(ended -> ended != null)
                .join()) {
            kill();
        }
    }

    private int get(int port, String path) {
        try {
            return client().send(request(port, path), BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest request(int port, String path) {
        String scheme = environment.containsKey("MLINK_TLS_DIRECTORY") ? "https" : "http";
        return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(Credulous.context()).build();
    }

    /** Below the ports that the system gives to outgoing connections: none of those takes it before it is used. */
    private static int freePort(int from) {
        return ThreadLocalRandom.current()
                .ints(from, from + 3_000)
                .filter(RuntimeProcess::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
