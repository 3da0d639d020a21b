package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelLink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the API server each time: what a pass that acts has to know. */
public record LiveCluster(KubernetesClient client) implements Cluster {

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    @Override
    public <T extends HasMetadata> List<T> labelled(Class<T> kind, String namespace, Map<String, String> labels) {
        return client.resources(kind)
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems();
    }

    @Override
    public List<ModelLink> links(String namespace, String group) {
        return client.resources(ModelLink.class).inNamespace(namespace).list().getItems().stream()
                .filter(link -> link.getSpec().group().equals(group))
                .toList();
    }
}
