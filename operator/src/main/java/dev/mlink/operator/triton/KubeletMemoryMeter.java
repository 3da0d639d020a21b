package dev.mlink.operator.triton;

import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks the kubelet of the pod's node, with the operator's own credentials. Needs {@code get} on {@code nodes} and
 * {@code nodes/metrics}. The kubelet is asked directly: the way through the API server would need {@code nodes/proxy},
 * which is as good as root on every node.
 */
@Singleton
final class KubeletMemoryMeter implements ContainerMeter {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final KubernetesClient cluster;
    private final boolean insecure;

    /**
     * @param insecure whether a kubelet's certificate is taken unseen: many kubelets sign their own, which the cluster's
     *     authority does not vouch for. Whoever stands in for one then reads the operator's token.
     */
    @Inject
    KubeletMemoryMeter(
            KubernetesClient cluster,
            @ConfigProperty(name = "mlink.kubelet.insecure-tls", defaultValue = "false") boolean insecure) {
        this.cluster = cluster;
        this.insecure = insecure;
    }

    @Override
    public MemoryReading read(String namespace, String pod, String container) {
        try {
            Optional<Pod> found = Optional.ofNullable(
                    cluster.pods().inNamespace(namespace).withName(pod).get());
            return found.filter(running -> running.getStatus().getHostIP() != null)
                    .map(running -> read(running, container))
                    .orElseGet(() -> notMeasured("pod " + namespace + "/" + pod + " is on no node"));
        } catch (KubernetesClientException failure) {
            return notMeasured(failure);
        }
    }

    private MemoryReading read(Pod pod, String container) {
        String text = metrics(pod);
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        Optional<Measured> ofContainer =
                CadvisorMetrics.ofContainer(text, namespace, name, container).memory();
        // a pod with one container is that container and a sandbox of a few hundred kilobytes
        Optional<Measured> memory = pod.getSpec().getContainers().size() > 1
                ? ofContainer
                : ofContainer.or(
                        () -> CadvisorMetrics.ofPod(text, namespace, name).memory());
        return memory.<MemoryReading>map(figure -> figure)
                .orElseGet(() -> notMeasured(
                        "the kubelet of node " + pod.getSpec().getNodeName() + " has no memory figures of container "
                                + container + " in pod " + namespace + "/" + name));
    }

    private String metrics(Pod pod) {
        Config config = new ConfigBuilder(cluster.getConfiguration())
                .withMasterUrl(kubelet(pod).toString())
                .withTrustCerts(insecure)
                .withDisableHostnameVerification(insecure)
                .withConnectionTimeout(TIMEOUT_MILLIS)
                .withRequestTimeout(TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient kubelet =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return kubelet.raw("/metrics/cadvisor");
        }
    }

    private URI kubelet(Pod pod) {
        String name = pod.getSpec().getNodeName();
        Node node = Optional.ofNullable(cluster.nodes().withName(name).get())
                .orElseThrow(() -> new KubernetesClientException("node " + name + " is gone"));
        int port = node.getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort();
        try {
            return new URI("https", null, pod.getStatus().getHostIP(), port, "/", null, null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("no address: " + pod.getStatus().getHostIP(), impossible);
        }
    }

    private static MemoryReading notMeasured(String why) {
        return new NotMeasured(why);
    }

    private static MemoryReading notMeasured(KubernetesClientException failure) {
        if (failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            return notMeasured("the operator may not read nodes and nodes/metrics (" + failure.getMessage()
                    + "): set the chart's nodeMetrics to true");
        }
        List<Throwable> causes = Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause)
                .toList();
        if (causes.stream().anyMatch(SSLException.class::isInstance)) {
            return notMeasured(
                    "the cluster's authority does not vouch for the certificate of the node's kubelet: have the"
                            + " cluster sign it (serverTLSBootstrap), or set MLINK_KUBELET_INSECURE_TLS=true for the operator");
        }
        String cause = causes.stream().map(Throwable::getMessage).collect(Collectors.joining(": "));
        return notMeasured(
                "memory cannot be read from the node's kubelet (" + failure.getMessage() + " " + cause + ")");
    }
}
