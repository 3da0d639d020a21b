package dev.mlink.operator.triton;

import dev.mlink.operator.triton.MemoryReading.Measured;
import dev.mlink.operator.triton.MemoryReading.NotMeasured;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Instant;

/**
 * Asks {@code metrics.k8s.io}, which metrics-server and its like serve. Needs {@code get} on its {@code pods}, in the
 * namespaces of the groups only. The figure is the working set.
 */
@Singleton
final class PodMetricsMeter implements ContainerMeter {
    private final KubernetesClient cluster;

    @Inject
    PodMetricsMeter(KubernetesClient cluster) {
        this.cluster = cluster;
    }

    @Override
    public MemoryReading read(String namespace, String pod, String container) {
        try {
            return read(cluster.top().pods().metrics(namespace, pod), container);
        } catch (KubernetesClientException failure) {
            return new NotMeasured(
                    switch (failure.getCode()) {
                        case HttpURLConnection.HTTP_FORBIDDEN -> "the operator may not read pods of metrics.k8s.io: set"
                                + " the chart's podMetrics to true";
                        case HttpURLConnection.HTTP_NOT_FOUND -> "metrics.k8s.io has no figures of pod " + namespace
                                + "/" + pod + ", or no metrics-server serves it";
                        default -> "metrics.k8s.io cannot be read (" + failure.getMessage() + ")";
                    });
        }
    }

    private static MemoryReading read(PodMetrics metrics, String container) {
        return metrics.getContainers().stream()
                .filter(figures -> figures.getName().equals(container))
                .map(figures -> figures.getUsage().get("memory"))
                .findFirst()
                .<MemoryReading>map(memory -> new Measured(
                        memory.getNumericalAmount().longValue(),
                        Instant.parse(metrics.getTimestamp()),
                        MemorySource.POD_METRICS))
                .orElseGet(() -> new NotMeasured("metrics.k8s.io has no memory of container " + container + " in pod "
                        + metrics.getMetadata().getNamespace() + "/"
                        + metrics.getMetadata().getName()));
    }
}
