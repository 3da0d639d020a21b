package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.BareHttp2;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that want too much are refused, with a sentence where one can be had, and the others go on being served. */
class LimitsIT {
    private static final int CONNECTIONS = 200;
    private static final Map<String, String> LIMITS = Map.of(
            "MLINK_LIMITS_IN_FLIGHT", "4M",
            "MLINK_LIMITS_LARGEST_MESSAGE", "1M",
            "MLINK_LIMITS_CONNECTIONS", Integer.toString(CONNECTIONS),
            "MLINK_LIMITS_RECEIVE", "PT3S",
            "MLINK_LIMITS_IDLE", "PT5S");

    @TempDir
    static Path home;

    private static RuntimeProcess runtime;
    private static InferenceClient other;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        runtime = RuntimeProcess.start(home, LIMITS);
        AffineGroup group = new AffineGroup(new Store(runtime.store()).artifacts());
        runtime.admin()
                .route(AffineGroup.table(1)
                        .addModels(predicted("always-five", group.prior("always-five", 5)))
                        .build());
        other = new InferenceClient(runtime.grpc());
    }

    @AfterAll
    static void stop() {
        other.close();
        runtime.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(overHttp()).contains("[5.0,5.0,5.0]"));
        assertThat(other.infer("always-five", false)).containsExactly(5, 5, 5);
    }

    @Test
    void aMessageThatAnnouncesThreeGibibytesIsRefusedBeforeItIsSent() throws Exception {
        Socket http = connect(runtime.http());
        send(http, head("Content-Length: 3221225472"));
        assertThat(status(http)).isIn(413, 429);
        Socket smaller = connect(runtime.http());
        send(smaller, head("Content-Length: 1048577"));
        assertThat(answer(smaller)).contains("429").contains("MLINK_LIMITS_LARGEST_MESSAGE");
    }

    @Test
    void theSameOverGrpc() throws Exception {
        Socket grpc = connect(runtime.grpc());
        grpc.setSoTimeout(5_000);
        BareHttp2 call = new BareHttp2(grpc);
        call.announce("/inference.GRPCInferenceService/ModelInfer", (int) 3221225472L, new byte[1000]);
        assertThat(call.end()).contains("grpc-status").contains("exceeds maximum size");
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedOverGrpc() {
        assertThatThrownBy(() -> infer(new byte[2 << 20], "identity"))
                .hasMessageContaining("RESOURCE_EXHAUSTED")
                .hasMessageContaining("exceeds maximum size");
        assertThatThrownBy(() -> infer(new byte[(1 << 20) + 10], "identity"))
                .hasMessageContaining("RESOURCE_EXHAUSTED")
                .hasMessageContaining("MLINK_LIMITS_LARGEST_MESSAGE");
    }

    @Test
    void aZipBombIsNotInflated() throws Exception {
        byte[] bomb = gzip(256 << 20);
        assertThat(bomb.length).isLessThan(1 << 20);
        Socket http = connect(runtime.http());
        send(http, head("Content-Encoding: gzip\r\nContent-Length: " + bomb.length));
        http.getOutputStream().write(bomb);
        assertThat(answer(http)).contains("429").contains("MLINK_LIMITS_LARGEST_MESSAGE");

        assertThatThrownBy(() -> infer(new byte[64 << 20], "gzip"))
                .hasMessageContaining("RESOURCE_EXHAUSTED")
                .hasMessageContaining("MLINK_LIMITS_LARGEST_MESSAGE");
    }

    @Test
    void requestsInFlightTakeNoMoreThanTheBudget() throws Exception {
        for (int i = 0; i < 4; i++) {
            send(connect(runtime.http()), head("Content-Length: 1000000"));
        }
        Socket fifth = connect(runtime.http());
        Eventually.within(Duration.ofSeconds(2), () -> assertThat(inFlight()).isGreaterThan(3_900_000));
        send(fifth, head("Content-Length: 900000"));
        assertThat(answer(fifth)).contains("429").contains("MLINK_LIMITS_IN_FLIGHT");
        assertThatThrownBy(() -> infer(new byte[900_000], "identity")).hasMessageContaining("MLINK_LIMITS_IN_FLIGHT");
        assertThat(other.infer("always-five", false)).as("small ones have room").containsExactly(5, 5, 5);
        hangUp();
        Eventually.within(Duration.ofSeconds(10), () -> assertThat(inFlight()).isZero());
    }

    /** Each sends a byte now and then, so that no connection is ever idle. */
    @Test
    void whoSendsSlowlyIsGivenUp() throws Exception {
        List<Socket> bodies = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS / 4; i++) {
            Socket socket = connect(runtime.http());
            send(socket, head("Content-Length: 1000"));
            bodies.add(socket);
            connect(runtime.grpc()).getOutputStream().write('P'); // of HTTP/2's PRI
        }
        for (int second = 0; second < 5; second++) {
            for (Socket socket : bodies) {
                drip(socket);
            }
            assertThat(overHttp()).contains("[5.0,5.0,5.0]");
            assertThat(other.infer("always-five", false)).containsExactly(5, 5, 5);
            Thread.sleep(1_000);
        }
        assertThat(answer(bodies.get(0))).contains("429").contains("MLINK_LIMITS_RECEIVE");
        for (Socket socket : sockets) {
            assertThat(ended(socket)).isTrue();
        }
    }

    @Test
    void ofTenThousandConnectionsFewAreTaken() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            connect(i % 2 == 0 ? runtime.http() : runtime.grpc());
            if (i % 1_000 == 0) {
                assertThat(other.infer("always-five", false)).containsExactly(5, 5, 5);
            }
        }
        for (Socket late : sockets.subList(9_980, 10_000)) {
            assertThat(ended(late)).isTrue();
        }
        assertThat(other.infer("always-five", false)).containsExactly(5, 5, 5);
        assertThat(runtime.page("/q/health/ready")).contains("UP");
    }

    private Socket connect(String address) throws IOException {
        String[] parts = address.split(":");
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 5_000);
        sockets.add(socket);
        return socket;
    }

    private static String head(String headers) {
        return "POST /v2/models/always-five/infer HTTP/1.1\r\nHost: runtime\r\n" + headers + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException ended) {
            assertThat(ended).hasMessageContaining("roken");
        }
    }

    private static int status(Socket socket) throws IOException {
        return Integer.parseInt(answer(socket).split(" ")[1]);
    }

    /** As far as it comes in one piece. */
    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        for (int count = in.read(some); count > 0; count = in.read(some)) {
            read.write(some, 0, count);
            if (read.toString(StandardCharsets.UTF_8).endsWith("}")) {
                break;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Whether the other side has hung up, or does before long. */
    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // what it says first, such as HTTP/2's settings
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void infer(byte[] data, String compression) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(runtime.grpc()).usePlaintext().build();
        try {
            Tensor tensor = new Tensor("X", Datatype.UINT8, Shape.of(1, data.length), ByteString.copyFrom(data));
            GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withCompression(compression)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .modelInfer(
                            InferenceRequest.of("always-five", List.of(tensor)).write());
        } finally {
            channel.shutdownNow();
        }
    }

    private String overHttp() throws IOException {
        String body = "{\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}";
        try (Socket socket = connect(runtime.http())) {
            send(socket, head("Content-Length: " + body.length()) + body);
            return answer(socket);
        }
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

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < zeros / chunk.length; i++) {
                gzip.write(chunk);
            }
        }
        return out.toByteArray();
    }
}
