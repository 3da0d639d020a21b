package dev.mlink.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.LinkRuntimeAdminGrpc;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.operator.resources.AdminCertificate;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An admin port shows what the operator has put into the group's Secret, which a pod reads later than the operator. */
class EncryptedRuntimeTest {

    private static final GroupNames NAMES = new GroupNames("ns", "doors");

    private final Secret first = new AdminCertificate(NAMES, Optional.empty()).renewed(Instant.now());
    private final Secret second = new AdminCertificate(NAMES, Optional.of(first)).renewed(Instant.now());
    private final Secret third = new AdminCertificate(NAMES, Optional.of(second)).renewed(Instant.now());
    private final GrpcRuntimeControl runtime = new GrpcRuntimeControl();
    private final List<Server> pods = new ArrayList<>();

    @AfterEach
    void close() {
        runtime.close();
        pods.forEach(Server::shutdownNow);
    }

    @Test
    void aPodIsBelievedByTheCertificateBeforeAndByTheNewOne() throws IOException {
        int late = pod(first);
        int prompt = pod(second);
        assertThat(status(late, trusted(second))).isInstanceOf(RuntimeReply.Answered.class);
        assertThat(status(prompt, trusted(second))).isInstanceOf(RuntimeReply.Answered.class);
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        int pod = pod(first);
        assertThat(reason(status(pod, trusted(third)))).contains("unable to find valid certification path");
        assertThat(reason(status(pod, ""))).contains("doors-runtime.ns.svc cannot be read (it is missing)");
        assertThat(reason(status(pod, "none"))).contains("doors-runtime.ns.svc cannot be read");
        assertThat(status(pod, trusted(first))).isInstanceOf(RuntimeReply.Answered.class);
        GroupNames others = new GroupNames("ns", "windows");
        RuntimeAddress.Encryption another =
                new RuntimeAddress.Encryption(trusted(first), AdminCertificate.host(others));
        assertThat(reason(runtime.status(address(pod, another), "", ""))).contains("windows-runtime.ns.svc");
    }

    /** Whoever listens in finds no token on the way to a port that should be encrypted. */
    @Test
    void aPlainPortIsNotAskedInPlainText() throws IOException {
        Server plain = NettyServerBuilder.forPort(0)
                .addService(new Answering())
                .build()
                .start();
        pods.add(plain);
        assertThat(status(plain.getPort(), trusted(first))).isInstanceOf(RuntimeReply.Unreachable.class);
        assertThat(runtime.status(RuntimeAddress.plain("127.0.0.1", plain.getPort(), "token"), "", ""))
                .isInstanceOf(RuntimeReply.Answered.class);
    }

    private RuntimeReply<RuntimeStatus> status(int port, String trusted) {
        return runtime.status(
                address(port, new RuntimeAddress.Encryption(trusted, AdminCertificate.host(NAMES))), "", "");
    }

    private static String reason(RuntimeReply<RuntimeStatus> reply) {
        return ((RuntimeReply.Unreachable<RuntimeStatus>) reply).reason();
    }

    private static RuntimeAddress address(int port, RuntimeAddress.Encryption encryption) {
        return new RuntimeAddress("127.0.0.1", port, "token", Optional.of(encryption));
    }

    private static String trusted(Secret secret) {
        return new AdminCertificate(NAMES, Optional.of(secret)).trusted().orElseThrow();
    }

    private int pod(Secret secret) throws IOException {
        Server server = NettyServerBuilder.forPort(
                        0,
                        TlsServerCredentials.newBuilder()
                                .keyManager(entry(secret, "tls.crt"), entry(secret, "tls.key"))
                                .build())
                .addService(new Answering())
                .build()
                .start();
        pods.add(server);
        return server.getPort();
    }

    private static InputStream entry(Secret secret, String key) {
        return new ByteArrayInputStream(
                Base64.getDecoder().decode(secret.getData().get(key)));
    }

    private static final class Answering extends LinkRuntimeAdminGrpc.LinkRuntimeAdminImplBase {
        @Override
        public void status(StatusRequest request, StreamObserver<RuntimeStatus> answer) {
            answer.onNext(RuntimeStatus.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
