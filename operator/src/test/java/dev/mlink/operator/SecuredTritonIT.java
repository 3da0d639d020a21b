package dev.mlink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.operator.resources.AdminCertificate;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.GrpcRuntimeControl;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import dev.mlink.operator.site.Client;
import dev.mlink.operator.site.RunningOperator;
import dev.mlink.operator.site.Site;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.triton.testing.SelfSigned;
import dev.mlink.triton.testing.TestModel;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Triton that asks for a certificate, and for a key before its repository may be touched, on real parts. */
class SecuredTritonIT {

    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration LEARNING = Duration.ofSeconds(180);
    /** Of the node's first pod. */
    private static final int ADMIN = 9001;

    private static final GrpcRuntimeControl RUNTIME = new GrpcRuntimeControl();

    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: affine}
            spec:
              triton:
                service: {name: triton, grpcPort: GRPC_PORT, httpPort: HTTP_PORT}
                tls: {secretName: triton-tls, serverName: triton.test}
                restrictedApi: {secretName: triton-keys}
              budget: {device: CPU, memory: 150Mi}
              models:
                - {name: f, weight: 2, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
                - {name: g, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
              profiling: {samples: 200}
            """;

    @TempDir
    private static Path directory;

    private static SelfSigned certificate;
    private static Site site;
    private static KubernetesClient rights;
    private static RunningOperator operator;

    @BeforeAll
    static void start() throws IOException {
        Path repository = directory.resolve("models");
        TestModel.affine("f", 2, 2, 1).writeTo(repository);
        TestModel.affine("g", 2, -1, 0).writeTo(repository);
        certificate = SelfSigned.create(directory);
        Path shown = Files.write(
                directory.resolve("tls.crt"), certificate.certificate().toByteArray());
        Path key = Files.write(directory.resolve("tls.key"), certificate.key().toByteArray());
        site = new Site(
                directory.resolve("node"),
                repository,
                "--grpc-use-ssl=true",
                "--grpc-use-ssl-mutual=true",
                "--grpc-server-cert=" + shown,
                "--grpc-server-key=" + key,
                "--grpc-root-cert=" + shown,
                "--grpc-restricted-protocol=model-repository:keeper=open-sesame");
        rights = site.api().operator("mlink-system", "site");
        operator = new RunningOperator(rights, new GrpcTritonControl(QUICK), RUNTIME);
    }

    @AfterAll
    static void stop() {
        operator.close();
        rights.close();
        site.close();
    }

    @Test
    void whatIsMissingIsToldAndOnceItIsThereTheGroupLearnsAndServes() {
        site.apply(GROUP);
        awaitReason("Secret 'triton-tls' of triton.tls is not in namespace 'site': create it there");

        secret("triton-tls", Map.of("ca.crt", certificate.certificate().toStringUtf8(), "tls.crt", "none"));
        awaitReason("Secret 'triton-tls' of triton.tls cannot be used: tls.key is missing");

        secret(
                "triton-tls",
                Map.of(
                        "ca.crt", certificate.certificate().toStringUtf8(),
                        "tls.crt", certificate.certificate().toStringUtf8(),
                        "tls.key", certificate.key().toStringUtf8()));
        awaitReason("Secret 'triton-keys' of triton.restrictedApi is not in namespace 'site'");

        secret("triton-keys", Map.of("keeper", "open-sesame"));
        site.await("affine", "f active", QUICK, seen -> active(seen, "f"));
        try (Client client = new Client()) {
            Random random = new Random(7);
            for (int i = 0; i < 200; i++) {
                client.infer("f", random.nextFloat(), random.nextFloat());
            }
            ModelGroup learned = site.await("affine", "Ready", LEARNING, seen -> holds(seen, "Ready"));
            String inactive = active(learned, "f") ? "g" : "f";
            assertThat(Client.predicted(client.infer(inactive, .5f, .25f))).isTrue();
        }
        theAdminPortSpeaksNothingButTls();
        aCertificateThatWasSpoiledIsMadeAnewOnce();
    }

    private static void theAdminPortSpeaksNothingButTls() {
        assertThat(RUNTIME.status(RuntimeAddress.plain("127.0.0.1", ADMIN, "token"), "", ""))
                .isInstanceOf(RuntimeReply.Unreachable.class);
    }

    /** The pod shows the first one on, as pods do for some minutes. */
    private static void aCertificateThatWasSpoiledIsMadeAnewOnce() {
        GroupNames names = new GroupNames(Site.NAMESPACE, "affine");
        site.admin()
                .resource(admin(names.adminCertificate()))
                .edit(found -> found.edit().addToData("tls.crt", "c3BvaWxlZA==").build());
        site.await("affine", "a new certificate", QUICK, seen -> !certificate(names)
                .due(Instant.now()));
        String renewed = admin(names.adminCertificate()).getMetadata().getResourceVersion();

        assertThat(status(names)).isInstanceOf(RuntimeReply.Answered.class);
        Instant later = Instant.now().plusSeconds(8); // looks are 3 s apart
        site.await("affine", "two more looks", QUICK, seen -> Instant.now().isAfter(later) && holds(seen, "Ready"));
        assertThat(admin(names.adminCertificate()).getMetadata().getResourceVersion())
                .isEqualTo(renewed);
    }

    private static RuntimeReply<RuntimeStatus> status(GroupNames names) {
        String token = new String(
                Base64.getDecoder().decode(admin(names.admin()).getData().get("token")), StandardCharsets.UTF_8);
        RuntimeAddress.Encryption encryption =
                new RuntimeAddress.Encryption(certificate(names).trusted().orElseThrow(), AdminCertificate.host(names));
        return RUNTIME.status(new RuntimeAddress("127.0.0.1", ADMIN, token, Optional.of(encryption)), "", "");
    }

    private static AdminCertificate certificate(GroupNames names) {
        return new AdminCertificate(names, Optional.of(admin(names.adminCertificate())));
    }

    private static Secret admin(String name) {
        return site.admin().secrets().inNamespace(Site.NAMESPACE).withName(name).get();
    }

    private static void awaitReason(String words) {
        site.await(
                "affine",
                words,
                QUICK,
                seen -> seen.reported().map(ModelGroupStatus::conditions).orElse(List.of()).stream()
                        .anyMatch(condition -> condition.message().contains(words)));
    }

    private static void secret(String name, Map<String, String> entries) {
        site.admin()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(Site.NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .withStringData(entries)
                        .build())
                .serverSideApply();
    }

    private static boolean active(ModelGroup group, String model) {
        return group.reported().map(ModelGroupStatus::models).orElse(List.of()).stream()
                .anyMatch(one -> one.name().equals(model) && one.state() == ModelState.ACTIVE);
    }

    private static boolean holds(ModelGroup group, String type) {
        return group.reported().map(ModelGroupStatus::conditions).orElse(List.of()).stream()
                .anyMatch(condition -> condition.type().equals(type) && condition.holds());
    }
}
