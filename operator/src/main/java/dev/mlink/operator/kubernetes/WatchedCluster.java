package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the informers hold: some moments old, and free. Groups at rest are looked at in it, so that hundreds of them cost
 * the API server nothing.
 */
public record WatchedCluster(Map<Class<?>, InformerEventSource<?, ModelGroup>> sources) implements Cluster {

    /** Index of ModelLinks by namespace and name of their group. */
    static final String BY_GROUP = "group";

    public WatchedCluster {
        sources = Map.copyOf(sources);
    }

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
        return source(kind).get(new ResourceID(name, namespace)).map(kind::cast);
    }

    @Override
    public <T extends HasMetadata> List<T> labelled(Class<T> kind, String namespace, Map<String, String> labels) {
        return source(kind)
                .list(namespace, object -> carries(object, labels))
                .map(kind::cast)
                .toList();
    }

    @Override
    public List<ModelLink> links(String namespace, String group) {
        return source(ModelLink.class).byIndex(BY_GROUP, Cache.namespaceKeyFunc(namespace, group)).stream()
                .map(ModelLink.class::cast)
                .toList();
    }

    private InformerEventSource<?, ModelGroup> source(Class<?> kind) {
        return Optional.ofNullable(sources.get(kind))
                .orElseThrow(() -> new IllegalArgumentException("no informer watches " + kind.getSimpleName()));
    }

    private static boolean carries(HasMetadata object, Map<String, String> labels) {
        Map<String, String> own = object.getMetadata().getLabels();
        return own != null && own.entrySet().containsAll(labels.entrySet());
    }
}
