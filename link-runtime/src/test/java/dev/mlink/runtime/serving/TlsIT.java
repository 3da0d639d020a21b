package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.MountedSecret;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.Tls;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.testing.SelfSigned;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every port with a certificate, and clients that must show one: who is not who he should be gets nothing. */
class TlsIT {
    private static final String BODY =
            "{\"inputs\":[{\"name\":\"X\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}";

    @TempDir
    static Path home;

    private static MountedSecret mounted;
    private static ByteString authorities;
    private static SelfSigned server;
    private static SelfSigned client;
    private static RuntimeProcess runtime;

    @BeforeAll
    static void start() throws IOException {
        mounted = MountedSecret.in(home, "tls");
        server = SelfSigned.create(home);
        client = SelfSigned.create(home);
        authorities = client.certificate();
        mount(server);
        runtime = RuntimeProcess.start(
                home,
                Map.of(
                        "MLINK_TLS_DIRECTORY", mounted.toString(),
                        "MLINK_TLS_CLIENT_CERTIFICATES", "true",
                        "MLINK_TLS_RELOAD", "PT1S",
                        "MLINK_ADMIN_TLS_DIRECTORY", mounted.toString(),
                        "MLINK_ADMIN_TLS_RELOAD", "PT1S"));
        AffineGroup group = new AffineGroup(new Store(runtime.store()).artifacts());
        Files.write(
                runtime.mountedTable(),
                JsonFormat.printer()
                        .print(AffineGroup.table(1)
                                .addModels(predicted("always-five", group.prior("always-five", 5)))
                                .build())
                        .getBytes(StandardCharsets.UTF_8));
        Eventually.within(
                Duration.ofSeconds(40), () -> assertThat(runtime.ready()).isTrue());
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @Test
    void whoShowsTheRightCertificateIsAnswered() throws Exception {
        assertThat(overGrpc(server, Optional.of(client))).containsExactly(5, 5, 5);
        assertThat(overHttp(server, Optional.of(client))).contains("[5.0,5.0,5.0]");
    }

    @Test
    void noCertificateAWrongOneAndAnExpiredOneAreRefused() throws Exception {
        for (Optional<SelfSigned> shown : List.of(
                Optional.<SelfSigned>empty(),
                Optional.of(SelfSigned.create(home)),
                Optional.of(SelfSigned.expired(home)))) {
            assertThatThrownBy(() -> overGrpc(server, shown)).hasMessageContaining("UNAVAILABLE");
            assertThatThrownBy(() -> overHttp(server, shown)).isInstanceOf(IOException.class);
        }
        whoShowsTheRightCertificateIsAnswered();
    }

    @Test
    void anExpiredCertificateIsRefusedEvenIfItLeadsToTheAuthority() throws Exception {
        SelfSigned expired = SelfSigned.expired(home);
        authorities = client.certificate().concat(expired.certificate());
        mount(server);
        Thread.sleep(3_000);
        assertThatThrownBy(() -> overGrpc(server, Optional.of(expired))).hasMessageContaining("UNAVAILABLE");
        whoShowsTheRightCertificateIsAnswered();
    }

    @Test
    void plainTextIsNotAnswered() throws Exception {
        try (InferenceClient plain = new InferenceClient(runtime.grpc())) {
            assertThatThrownBy(() -> plain.infer("always-five", false)).hasMessageContaining("UNAVAILABLE");
        }
        HttpRequest request = request("http");
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        whoShowsTheRightCertificateIsAnswered();
    }

    /** A kubelet has no certificate to show, and Prometheus need not have one. */
    @Test
    void probesAndMetricsAreEncryptedToo() throws Exception {
        assertThat(runtime.ready()).isTrue();
        assertThat(runtime.page("/q/metrics")).contains("mlink_");
        HttpRequest plain = HttpRequest.newBuilder(URI.create("http://" + runtime.managementAddress() + "/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(plain, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private static Certificate managementCertificate(SelfSigned trusted) throws GeneralSecurityException, IOException {
        SSLContext trusting = context(trusted, Optional.empty());
        String[] address = runtime.managementAddress().split(":");
        try (SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(address[0], Integer.parseInt(address[1]))) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void theAdminPortAsksForTheTokenUnderTls() throws IOException {
        ChannelCredentials trusting = TlsChannelCredentials.newBuilder()
                .trustManager(server.certificate().newInput())
                .build();
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(runtime.adminAddress(), trusting).build();
        try {
            assertThatThrownBy(() -> LinkRuntimeAdminGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(10, TimeUnit.SECONDS)
                            .status(StatusRequest.getDefaultInstance()))
                    .extracting(failure -> Status.fromThrowable(failure).getCode())
                    .isEqualTo(Status.Code.UNAUTHENTICATED);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestart() throws Exception {
        SelfSigned before = server;
        SelfSigned renewed = SelfSigned.create(home);
        mount(renewed);
        try {
            Eventually.within(Duration.ofSeconds(20), () -> {
                assertThat(overGrpc(renewed, Optional.of(client))).containsExactly(5, 5, 5);
                assertThat(overHttp(renewed, Optional.of(client))).contains("[5.0,5.0,5.0]");
                assertThat(managementCertificate(renewed)).isEqualTo(certificate(renewed));
            });
            assertThatThrownBy(() -> overGrpc(before, Optional.of(client))).hasMessageContaining("UNAVAILABLE");
        } finally {
            server = renewed;
        }
    }

    private static void mount(SelfSigned identity) throws IOException {
        mounted.change(Map.of("tls.crt", identity.certificate(), "tls.key", identity.key(), "ca.crt", authorities));
    }

    private static float[] overGrpc(SelfSigned trusted, Optional<SelfSigned> shown) {
        Tls tls = new Tls(
                trusted.certificate(),
                shown.map(own -> new Tls.Identity(own.certificate(), own.key())),
                Optional.empty());
        try (TritonChannel channel =
                TritonChannel.to(TritonAddress.parse(runtime.grpc())).with(tls).open()) {
            Tensor tensor = Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, 3), 1, 2, 3);
            return InferenceResponse.read(channel.blocking(Duration.ofSeconds(10))
                            .modelInfer(InferenceRequest.of("always-five", List.of(tensor))
                                    .write()))
                    .outputs()
                    .get(0)
                    .tensor()
                    .floats();
        }
    }

    private static String overHttp(SelfSigned trusted, Optional<SelfSigned> shown) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(context(trusted, shown))
                .build()
                .send(request("https"), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest request(String scheme) {
        return HttpRequest.newBuilder(URI.create(scheme + "://" + runtime.http() + "/v2/models/always-five/infer"))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(BODY))
                .build();
    }

    private static SSLContext context(SelfSigned trusted, Optional<SelfSigned> shown)
            throws GeneralSecurityException, IOException {
        KeyStore authorities = empty();
        authorities.setCertificateEntry("server", certificate(trusted));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        KeyStore own = empty();
        if (shown.isPresent()) {
            own.setKeyEntry(
                    "client", key(shown.get().key()), new char[0], new Certificate[] {certificate(shown.get())});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(SelfSigned identity) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(identity.certificate().newInput());
    }

    private static PrivateKey key(ByteString pem) throws GeneralSecurityException {
        String body = pem.toStringUtf8().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
