package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the API server each time: what a pass that acts has to know.
 *
 * @param watched knows the ModelLinks: those of one group cannot be asked for, those of a namespace may be thousands, and
 *     whatever is done to a link that has changed meanwhile is done again
 */
public record LiveCluster(KubernetesClient client, Cluster watched) implements Cluster {

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
        return watched.links(namespace, group);
    }

    /** Which those are changes rarely; how they stand is asked for. */
    @Override
    public List<ModelGroup> neighbours(ModelGroup group, Set<String> addresses) {
        return watched.neighbours(group, addresses).stream()
                .map(neighbour -> client.resource(neighbour).get())
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public Cluster remembered() {
        return watched;
    }
}
