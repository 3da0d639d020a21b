package dev.mlink.operator.kubernetes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The containers that Tritons run in. Pods of all kinds are not worth an informer; each is asked for once in a while, since
 * groups that share a Triton want to know with every look.
 */
public final class TritonContainers {

    private static final Duration KNOWN = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Cache<PodName, Pod> pods = Caffeine.newBuilder()
            .expireAfterWrite(KNOWN)
            .executor(Runnable::run)
            .build();

    private record PodName(String namespace, String name) {}

    public TritonContainers(KubernetesClient client) {
        this.client = client;
    }

    /** The container that has Triton's port, else the pod's first; empty when there is no such pod. */
    public Optional<Container> find(String namespace, String pod, int port) {
        List<Container> containers = Optional.ofNullable(pods.get(new PodName(namespace, pod), this::ask))
                .map(found -> found.getSpec().getContainers())
                .orElse(List.of());
        return containers.stream()
                .filter(container -> container.getPorts().stream().anyMatch(own -> own.getContainerPort() == port))
                .findFirst()
                .or(() -> containers.stream().findFirst());
    }

    /** The limit of its memory in bytes; 0 where there is none. */
    public long memoryLimit(String namespace, String pod, int port) {
        return find(namespace, pod, port)
                .map(Container::getResources)
                .map(ResourceRequirements::getLimits)
                .map(limits -> limits.get("memory"))
                .map(limit -> limit.getNumericalAmount().longValue())
                .orElse(0L);
    }

    private Pod ask(PodName pod) {
        return client.pods().inNamespace(pod.namespace()).withName(pod.name()).get();
    }
}
