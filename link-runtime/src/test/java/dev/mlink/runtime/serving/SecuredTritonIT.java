package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.MountedSecret;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.RestrictedApi;
import dev.mlink.triton.Tls;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.testing.SelfSigned;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.RepositoryModelLoadRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Triton whose gRPC port asks for a certificate, and for a key before it tells what it has. The HTTP address of the table
 * leads nowhere: what is asked over HTTP goes over gRPC.
 */
class SecuredTritonIT {
    private static final RestrictedApi KEY = new RestrictedApi("keeper", "open-sesame");
    private static final String INPUTS =
            "\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]";

    @TempDir
    static Path home;

    @TempDir
    static Path models;

    private static SelfSigned certificate;
    private static TritonServer triton;
    private static RuntimeProcess runtime;
    private static MountedSecret shown;

    @BeforeAll
    static void start() throws IOException {
        TestModel.affine("twice", AffineGroup.WIDTH, 2, 1).writeTo(models);
        halves().writeTo(models);
        certificate = SelfSigned.create(home);
        shown = MountedSecret.in(home, "triton-tls");
        Path file =
                Files.write(home.resolve("tls.crt"), certificate.certificate().toByteArray());
        Path key = Files.write(home.resolve("tls.key"), certificate.key().toByteArray());
        triton = TritonServer.start(
                models,
                "--grpc-use-ssl=true",
                "--grpc-use-ssl-mutual=true",
                "--grpc-server-cert=" + file,
                "--grpc-server-key=" + key,
                "--grpc-root-cert=" + file,
                "--grpc-restricted-protocol=model-repository:keeper=open-sesame");
        load("twice");
        load("halves");
        MountedSecret keys = MountedSecret.in(home, "triton-keys");
        keys.change(Map.of(KEY.key(), ByteString.copyFromUtf8(KEY.value() + "\n")));
        trust(SelfSigned.create(home).certificate()); // which Triton's does not lead to
        runtime = RuntimeProcess.start(
                home,
                Map.of(
                        "MLINK_TRITON_TLS_DIRECTORY",
                        shown.toString(),
                        "MLINK_TRITON_SERVER_NAME",
                        "triton.test",
                        "MLINK_TRITON_KEYS_DIRECTORY",
                        keys.toString(),
                        "MLINK_TRITON_RELOAD",
                        "PT1S"));
        route();
    }

    /** Answers in half precision, which JSON does not carry. */
    private static TestModel halves() {
        TestModel full = TestModel.affine("halves", AffineGroup.WIDTH, 1, 0);
        return new TestModel(
                full.name(),
                full.config().replace("\"Y\" data_type: TYPE_FP32", "\"Y\" data_type: TYPE_FP16"),
                full.code().replace("np.float32", "np.float16"));
    }

    /** From the mounted table, which is taken once Triton says, asked with the key, that it has what is called exact. */
    private static void route() throws IOException {
        AffineGroup group =
                new AffineGroup(Store.open(runtime.store().toString()).artifacts());
        RoutingTable table = AffineGroup.table(1)
                .addEndpoints(endpoint("triton-0", triton.grpc().toString(), "127.0.0.1:1"))
                .addModels(exact("twice", "triton-0"))
                .addModels(exact("halves", "triton-0"))
                .addModels(predicted("first", group.link("twice", "first", 1, 0)))
                .build();
        Files.write(runtime.mountedTable(), JsonFormat.printer().print(table).getBytes(StandardCharsets.UTF_8));
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(runtime.log())
                .contains("the mounted routing table is not taken yet"));
        assertThat(runtime.ready()).isFalse();
        trust(certificate.certificate());
        Eventually.within(
                Duration.ofSeconds(20), () -> assertThat(runtime.ready()).isTrue());
    }

    @AfterAll
    static void stop() {
        runtime.close();
        triton.close();
    }

    @Test
    void overGrpcBothAreAnswered() {
        try (InferenceClient client = new InferenceClient(runtime.grpc())) {
            assertThat(client.infer("twice", true)).containsExactly(3, 5, 7);
            assertThat(client.infer("first", false)).containsExactly(3, 5, 7);
        }
    }

    @Test
    void overHttpTooAndTheFormIsTheOneThatIsAskedFor() throws Exception {
        HttpResponse<byte[]> exact = post("twice", "{" + INPUTS + ",\"id\":\"7\"}");
        assertThat(text(exact))
                .isEqualTo("{\"id\":\"7\",\"model_name\":\"twice\",\"model_version\":\"1\",\"outputs\":"
                        + "[{\"name\":\"Y\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[3.0,5.0,7.0]}]}");
        assertThat(exact.headers().firstValue("mlink-epoch")).contains("1");
        assertThat(text(post("first", "{" + INPUTS + "}")))
                .contains("\"data\":[3.0,5.0,7.0]")
                .contains("\"mlink_predicted\":true");
        assertThat(text(post("twice", "{" + INPUTS + ",\"parameters\":{\"mlink_exact\":true}}")))
                .contains("\"data\":[3.0,5.0,7.0]");
    }

    @Test
    void bytesAreAnsweredAsBytes() throws Exception {
        HttpResponse<byte[]> answer = post("twice", "{" + INPUTS + ",\"parameters\":{\"binary_data_output\":true}}");
        int json = Integer.parseInt(
                answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
        ByteBuffer floats = ByteBuffer.wrap(answer.body(), json, answer.body().length - json)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats.remaining()).isEqualTo(12);
        assertThat(new float[] {floats.getFloat(), floats.getFloat(), floats.getFloat()})
                .containsExactly(3, 5, 7);
    }

    @Test
    void classesAndCompressionAreTritonsAndOurs() throws Exception {
        assertThat(
                        text(
                                post(
                                        "twice",
                                        "{" + INPUTS
                                                + ",\"outputs\":[{\"name\":\"Y\",\"parameters\":{\"classification\":1,\"binary_data\":false}}]}")))
                .contains("\"data\":[\"7.000000:2\"]");
        HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                .send(
                        request("twice", "{" + INPUTS + "}")
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[3.0,5.0,7.0]");
        }
    }

    @Test
    void refusalsKeepTritonsWords() throws Exception {
        HttpResponse<byte[]> wrong = post("twice", "{" + INPUTS.replace("\"X\"", "\"Z\"") + "}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(text(wrong)).contains("unexpected inference input 'Z' for model 'twice'");
        HttpResponse<byte[]> none = post("twice", "{}");
        assertThat(none.statusCode()).isEqualTo(500);
        assertThat(text(none)).contains("Unable to parse 'inputs'");
    }

    /** As over Triton's HTTP port; the model was executed and is well. */
    @Test
    void whatJsonCannotCarryIsRefusedAndLeavesNothingBehind() throws Exception {
        HttpResponse<byte[]> answer = post("halves", "{" + INPUTS + "}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("sending FP16 data via JSON is not supported");
        assertThat(runtime.admin().status(StatusRequest.getDefaultInstance()).getModelsList())
                .allSatisfy(model -> assertThat(model.getInFlight()).isZero())
                .allSatisfy(model -> assertThat(model.getConsecutiveFailures()).isZero());
    }

    /** Certificates are renewed in some order: what is connected goes on until Triton accepts what is shown now. */
    @Test
    void renewalsLoseNoRequest() throws Exception {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean leaving = new AtomicBoolean();
        AtomicLong answered = new AtomicLong();
        Thread customer = new Thread(() -> {
            try (InferenceClient client = new InferenceClient(runtime.grpc())) {
                while (!leaving.get()) {
                    try {
                        client.infer("twice", true);
                        answered.incrementAndGet();
                    } catch (RuntimeException failed) {
                        failures.add(failed.toString());
                    }
                }
            }
        });
        customer.start();
        SelfSigned others = SelfSigned.create(home);
        trust(others.certificate()); // Triton's is to be renewed, and is not yet
        Thread.sleep(4_000);
        trust(others.certificate().concat(certificate.certificate()));
        Thread.sleep(4_000);
        leaving.set(true);
        customer.join();
        assertThat(failures).isEmpty();
        assertThat(answered.get()).isPositive();
    }

    @Test
    void whatNeedsTritonsHttpPortIsRefusedOrAskedOverGrpc() throws Exception {
        HttpResponse<byte[]> generated = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri("twice/generate"))
                                .POST(BodyPublishers.ofString("{\"X\":[1,2,3]}"))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(generated.statusCode()).isEqualTo(501);
        assertThat(text(generated))
                .contains("generate needs Triton's HTTP port")
                .contains("ask for an inference");
        assertThat(text(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri("twice/config")).build(), BodyHandlers.ofByteArray())))
                .contains("\"name\":\"twice\"");
    }

    private static void trust(ByteString authorities) throws IOException {
        shown.change(Map.of("ca.crt", authorities, "tls.crt", certificate.certificate(), "tls.key", certificate.key()));
    }

    private static void load(String model) {
        Tls tls = new Tls(
                certificate.certificate(),
                Optional.of(new Tls.Identity(certificate.certificate(), certificate.key())),
                Optional.empty());
        try (TritonChannel channel =
                TritonChannel.to(triton.grpc()).with(tls).with(KEY).open()) {
            channel.blocking(Duration.ofSeconds(60))
                    .repositoryModelLoad(RepositoryModelLoadRequest.newBuilder()
                            .setModelName(model)
                            .build());
        }
    }

    private static HttpResponse<byte[]> post(String model, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(model, body).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String model, String body) {
        return HttpRequest.newBuilder(uri(model + "/infer"))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body));
    }

    private static URI uri(String path) {
        return URI.create("http://" + runtime.http() + "/v2/models/" + path);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
