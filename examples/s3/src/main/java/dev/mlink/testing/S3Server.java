package dev.mlink.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real S3 server with one empty bucket, started by {@code examples/s3/s3 serve} on a port that is free. A test that
 * cannot have it fails: it is never skipped. The first start on a machine builds the server.
 */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "models";

    private static final String HOST = "127.0.0.1";
    private static final String ACCESS_KEY = "tests";
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(20);

    private final Path work;
    private final int port = freePort();
    private final String secret = UUID.randomUUID().toString(); // another server on our port would refuse us
    private Process process;

    private S3Server(Path work) {
        this.work = work;
    }

    public static S3Server start() {
        try {
            S3Server server = new S3Server(Files.createTempDirectory("mlink-s3-"));
            Files.createDirectories(server.bucket());
            server.restart();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(HOST, port);
    }

    /** Where the server keeps the bucket. */
    public Path bucket() {
        return work.resolve("buckets").resolve(BUCKET);
    }

    /** What a process needs to reach it, directly or at the address of a proxy. */
    public Map<String, String> environment(InetSocketAddress at) {
        return Map.of(
                "AWS_ENDPOINT_URL",
                url(at),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                secret);
    }

    /** The same for this process, where the SDK reads properties. */
    public void configure(InetSocketAddress at) {
        System.setProperty("aws.endpointUrl", url(at));
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", secret);
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts it on the same port with the same bucket. */
    public void restart() throws IOException {
        Path log = work.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        script().toString(), "serve", work.resolve("buckets").toString(), "--port=" + HOST + ":" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment(address()));
        process = builder.start();
        Instant until = Instant.now().plus(START);
        while (!listens()) {
            if (!process.isAlive() || Instant.now().isAfter(until)) {
                process.destroy();
                throw new IllegalStateException("the S3 server did not come up; its log:\n" + Files.readString(log));
            }
            pause();
        }
    }

    @Override
    public void close() {
        Stream.of("endpointUrl", "region", "accessKeyId", "secretAccessKey")
                .forEach(name -> System.clearProperty("aws." + name));
        process.destroy();
        await();
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void await() {
        if (!process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, END.toMillis(), TimeUnit.MILLISECONDS)
                .join()) {
            throw new IllegalStateException("the S3 server, process " + process.pid() + ", does not end");
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String url(InetSocketAddress at) {
        return "http://localhost:" + at.getPort(); // a name, for which nobody has made names of buckets
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** The script lies in the checkout that the test runs in, above the module's directory. */
    private static Path script() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            Path script = at.resolve("examples/s3/s3");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException("examples/s3/s3 is not above " + here + ": run tests in a checkout");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the S3 server came up", interrupted);
        }
    }
}
