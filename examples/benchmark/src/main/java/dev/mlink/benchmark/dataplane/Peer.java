package dev.mlink.benchmark.dataplane;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One process that answers ModelInfer on a port. */
final class Peer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Path RUNTIME =
            Path.of("..", "..", "link-runtime").toAbsolutePath().normalize();
    private static final String HEAP = "-Xmx512m";

    private final Process process;
    private final int port;
    private final BooleanSupplier ready;

    private Peer(ProcessBuilder builder, int port, BooleanSupplier ready) throws IOException {
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.port = port;
        this.ready = ready;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** One of this package's programs, whose first argument is its port. */
    static Peer program(Class<?> program, int port, int... others) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "java", HEAP, "-cp", System.getProperty("java.class.path"), program.getName(), Integer.toString(port)));
        for (int other : others) {
            command.add(Integer.toString(other));
        }
        return new Peer(new ProcessBuilder(command), port, () -> open(port));
    }

    /** The packaged link-runtime, started as its image starts it. */
    static Peer linkRuntime(int port, Path home, Path table, int spare) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(RUNTIME.resolve("src/main/image/run").toString(), "serve");
        builder.environment()
                .putAll(Map.of(
                        "MLINK_APP", RUNTIME.resolve("target/quarkus-app").toString(),
                        "JAVA_OPTIONS", HEAP,
                        "MLINK_STORE", home.toString(),
                        "MLINK_ROUTING_TABLE", table.toString(),
                        "MLINK_ADMIN_TOKEN_FILE", home.resolve("token").toString(),
                        "MLINK_GRPC_PORT", Integer.toString(port),
                        "MLINK_HTTP_PORT", Integer.toString(spare),
                        "MLINK_ADMIN_PORT", Integer.toString(spare + 1),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(spare + 2)));
        URI probe = URI.create("http://127.0.0.1:" + (spare + 2) + "/q/health/ready");
        return new Peer(builder, port, () -> healthy(probe));
    }

    int port() {
        return port;
    }

    /** CPU time that the process has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Waits until it answers. */
    Peer ready() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("what was to answer on port " + port + " does not");
            }
            Thread.sleep(100);
        }
        return this;
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean healthy(URI probe) {
        try {
            return ((HttpURLConnection) probe.toURL().openConnection()).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
