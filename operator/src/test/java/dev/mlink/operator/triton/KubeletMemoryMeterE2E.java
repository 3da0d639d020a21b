package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the kubelet of a cluster that is up, so {@code examples/test} runs it and {@code verify} does not: with the rights that the chart's {@code nodeMetrics} gives and with none. */
class KubeletMemoryMeterE2E {
    private static final String NAMESPACE = "mlink-memory-meter";
    private static final String IMAGE = "docker.io/local/mlink-memory-meter:1";
    private static final List<String> ACCOUNTS = List.of("reader", "stranger");
    private static final long MIB = 1 << 20;
    private static final long OWN = 96;
    private static final long SHARED = 32;
    private static final long FILE = 64;

    private static KubernetesClient admin;
    private static Instant filled;

    @BeforeAll
    static void start() {
        LocalCluster cluster = new LocalCluster();
        admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build();
        deleteAll();
        cluster.pythonImage(IMAGE);
        admin.namespaces()
                .resource(new NamespaceBuilder().withMetadata(named(NAMESPACE)).build())
                .create();
        account("reader", "nodes", "nodes/metrics");
        account("stranger", "nodes");
        admin.pods().inNamespace(NAMESPACE).resource(pod()).create();
        admin.pods().inNamespace(NAMESPACE).withName("filled").waitUntilReady(2, TimeUnit.MINUTES);
        filled = Instant.now();
    }

    @AfterAll
    static void stop() {
        deleteAll();
        admin.close();
    }

    @Test
    void countsOwnAndSharedMemoryButNoFilePages() throws InterruptedException {
        try (KubernetesClient client = as("reader")) {
            KubeletMemoryMeter meter = new KubeletMemoryMeter(client, true);
            Measured measured = awaitFresh(meter);

            long python = 24;
            assertThat(measured.bytes() / MIB).isBetween(OWN + SHARED, OWN + SHARED + python);
        }
    }

    @Test
    void saysWhatIsMissingWhenItMayNotRead() {
        try (KubernetesClient client = as("stranger")) {
            assertThat(new KubeletMemoryMeter(client, true).read(NAMESPACE, "filled", "python"))
                    .isInstanceOfSatisfying(
                            NotMeasured.class, none -> assertThat(none.reason()).contains("nodeMetrics"));
        }
    }

    @Test
    void trustsNoKubeletThatTheClusterDoesNotVouchFor() {
        try (KubernetesClient client = as("reader")) {
            assertThat(new KubeletMemoryMeter(client, false).read(NAMESPACE, "filled", "python"))
                    .isInstanceOfSatisfying(NotMeasured.class, none -> assertThat(none.reason())
                            .contains("MLINK_KUBELET_INSECURE_TLS"));
        }
    }

    @Test
    void aPodThatIsNotThereHasNoMemory() {
        try (KubernetesClient client = as("reader")) {
            KubeletMemoryMeter meter = new KubeletMemoryMeter(client, true);
            assertThat(meter.read(NAMESPACE, "none", "python"))
                    .isInstanceOfSatisfying(
                            NotMeasured.class, none -> assertThat(none.reason()).contains(NAMESPACE + "/none"));
        }
    }

    private static Measured awaitFresh(ContainerMeter meter) throws InterruptedException {
        Instant limit = Instant.now().plusSeconds(90);
        MemoryReading reading = meter.read(NAMESPACE, "filled", "python");
        while (reading.measured().filter(figure -> figure.at().isAfter(filled)).isEmpty()
                && Instant.now().isBefore(limit)) {
            Thread.sleep(2_000);
            reading = meter.read(NAMESPACE, "filled", "python");
        }
        assertThat(reading).isInstanceOf(Measured.class);
        assertThat(reading.measured().orElseThrow().at()).isAfter(filled);
        return reading.measured().orElseThrow();
    }

    private static Pod pod() {
        String fill =
                """
                own = b"x" * (%d << 20)
                def write(path, size):
                    with open(path, "wb") as file:
                        for _ in range(size):
                            file.write(b"x" * (1 << 20))
                write("/dev/shm/shared", %d)
                write("/tmp/file", %d)
                for _ in range(2):
                    with open("/tmp/file", "rb") as file:
                        while file.read(1 << 20):
                            pass
                open("/tmp/ready", "wb").close()
                import time
                time.sleep(600)
                """
                        .formatted(OWN, SHARED, FILE);
        return new PodBuilder()
                .withNewMetadata()
                .withName("filled")
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("python")
                .withImage(IMAGE)
                .withImagePullPolicy("Never")
                .withCommand("python3", "-c", fill)
                .withNewReadinessProbe()
                .withPeriodSeconds(1)
                .withNewExec()
                .withCommand("test", "-e", "/tmp/ready")
                .endExec()
                .endReadinessProbe()
                .endContainer()
                .endSpec()
                .build();
    }

    private static KubernetesClient as(String account) {
        String token = admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getConfiguration().getMasterUrl())
                .withCaCertData(admin.getConfiguration().getCaCertData())
                .withCaCertFile(admin.getConfiguration().getCaCertFile())
                .withOauthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** An account that may find pods and their nodes, as every operator may, and read these of a node. */
    private static void account(String name, String... nodeResources) {
        admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .resource(new ServiceAccountBuilder().withMetadata(named(name)).build())
                .create();
        String role = NAMESPACE + "-" + name;
        admin.rbac()
                .clusterRoles()
                .resource(new ClusterRoleBuilder()
                        .withMetadata(named(role))
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("pods")
                        .addToResources(nodeResources)
                        .withVerbs("get")
                        .endRule()
                        .build())
                .create();
        admin.rbac()
                .clusterRoleBindings()
                .resource(new ClusterRoleBindingBuilder()
                        .withMetadata(named(role))
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("", "ServiceAccount", name, NAMESPACE)
                        .build())
                .create();
    }

    private static void deleteAll() {
        for (String account : ACCOUNTS) {
            ObjectMeta role = named(NAMESPACE + "-" + account);
            admin.rbac().clusterRoles().withName(role.getName()).delete();
            admin.rbac().clusterRoleBindings().withName(role.getName()).delete();
        }
        admin.namespaces().withName(NAMESPACE).delete();
        admin.namespaces().withName(NAMESPACE).waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
    }

    private static ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).build();
    }
}
