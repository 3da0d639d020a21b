package dev.mlink.api.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real etcd and a real kube-apiserver with MLink's definitions, as two processes on free ports. No controllers run:
 * nothing is garbage-collected, no Deployment gets pods, and a deleted namespace stays.
 *
 * <p>The programs are those of {@code examples/cluster/cluster programs}, built when they are missing (minutes). A server
 * that cannot be had is an error of the test.
 */
public final class KubernetesApi implements AutoCloseable {
    static final String VERSION = "1.34.4";

    private final Path home;
    private final KubeAPIServer server;
    private final Config adminConfig;
    private final KubernetesClient admin;
    private final Thread atExit; // an aborted test leaves no process behind

    private KubernetesApi(Path home, KubeAPIServer server) {
        this.home = home;
        this.server = server;
        this.adminConfig = Config.fromKubeconfig(server.getKubeConfigYaml());
        this.admin = new KubernetesClientBuilder().withConfig(adminConfig).build();
        this.atExit = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts both processes and applies the chart's definitions; returns when the API server serves them. */
    public static KubernetesApi start() {
        Checkout checkout = Checkout.find();
        Path home = Programs.of(checkout).layOut(VERSION);
        KubeAPIServer server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(home.toString())
                .withApiServerVersion(VERSION)
                .withOfflineMode(true)
                .withStartupTimeout(120_000)
                .build());
        server.start();
        KubernetesApi api = new KubernetesApi(home, server);
        try {
            api.define(checkout.resolve("charts/mlink/crds"));
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
        return api;
    }

    /** A client that may do everything. */
    public KubernetesClient admin() {
        return admin;
    }

    /** The text of a kubeconfig file by which another process may do everything. */
    public String kubeconfig() {
        return server.getKubeConfigYaml();
    }

    /** How to reach the server as one that may do everything. */
    public Config adminConfig() {
        return adminConfig;
    }

    /** A client with the rights of a service account and no more. The caller closes it. */
    public KubernetesClient as(String namespace, String serviceAccount) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(adminConfig)
                        .withImpersonateUsername("system:serviceaccount:" + namespace + ":" + serviceAccount)
                        .withImpersonateGroups(
                                "system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated")
                        .build())
                .build();
    }

    /** Makes a namespace. */
    public void namespace(String name) {
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** Applies every object of a YAML text, such as what {@code helm template} prints. */
    public void apply(String yaml) {
        items(yaml).forEach(this::apply);
    }

    /**
     * Puts the rights that the chart gives the operator in force, without the operator itself.
     *
     * @param watchNamespaces the namespaces that it looks after; none for all
     * @return a client with those rights and no more; the caller closes it
     */
    public KubernetesClient operator(String namespace, String... watchNamespaces) {
        namespace(namespace);
        Stream.of(watchNamespaces).forEach(this::namespace);
        String names =
                Stream.of(watchNamespaces).map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
        String chart = Chart.ofThisCheckout().render(namespace, "--set-json=watchNamespaces=" + names);
        items(chart).filter(object -> !"Deployment".equals(object.getKind())).forEach(this::apply);
        return as(namespace, "mlink-operator");
    }

    private void apply(HasMetadata object) {
        admin.resource(object).serverSideApply();
    }

    private Stream<HasMetadata> items(String yaml) {
        return admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items().stream();
    }

    private void define(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> definitions = files.sorted().toList();
            for (Path file : definitions) {
                CustomResourceDefinition definition = admin.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(file.toFile())
                        .item();
                admin.resource(definition).serverSideApply();
                admin.resource(definition).waitUntilCondition(KubernetesApi::established, 30, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean established(CustomResourceDefinition definition) {
        return Optional.ofNullable(definition.getStatus())
                .map(CustomResourceDefinitionStatus::getConditions) // null until the first one
                .map(conditions -> conditions.stream()
                        .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus())))
                .orElse(false);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        admin.close();
        stop();
    }

    private void stop() {
        server.stop();
        Programs.remove(home);
    }
}
