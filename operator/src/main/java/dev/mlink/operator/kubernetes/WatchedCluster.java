package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the informers hold: some moments old, and free. Groups at rest are looked at in it, so that hundreds of them cost
 * the API server nothing.
 */
public record WatchedCluster(
        Map<Class<?>, InformerEventSource<?, ModelGroup>> sources, IndexerResourceCache<ModelGroup> groups)
        implements Cluster {

    /** Index of ModelLinks by namespace and name of their group. */
    static final String BY_GROUP = "group";

    /** Index of groups by namespace and name of the Services that they name. */
    static final String BY_SERVICE = "service";

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

    @Override
    public List<ModelGroup> neighbours(ModelGroup group, Set<String> addresses) {
        String namespace = group.getMetadata().getNamespace();
        return source(EndpointSlice.class)
                .list(namespace, slice -> true)
                .map(EndpointSlice.class::cast)
                .filter(slice -> TritonEndpoints.of(slice)
                        .anyMatch(endpoint -> endpoint.getAddresses().stream().anyMatch(addresses::contains)))
                .map(slice -> slice.getMetadata().getLabels().get(TritonEndpoints.SERVICE))
                .distinct()
                .flatMap(service -> groups.byIndex(BY_SERVICE, Cache.namespaceKeyFunc(namespace, service)).stream()
                        .filter(other -> drives(other, service, new DrivenService(group).port())))
                .filter(other ->
                        !other.getMetadata().getUid().equals(group.getMetadata().getUid()))
                .toList();
    }

    @Override
    public Cluster remembered() {
        return this;
    }

    private static boolean drives(ModelGroup group, String service, int port) {
        DrivenService driven = new DrivenService(group);
        return service.equals(driven.name()) && port == driven.port();
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
