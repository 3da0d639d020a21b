package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.spec.EscalationService;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The informers of the group controller: each says which groups are worth a look when one of its objects changes. */
public record GroupWatches(EventSourceContext<ModelGroup> context) {

    private static final List<Class<? extends HasMetadata>> OWN = List.of(
            ConfigMap.class,
            Secret.class,
            PersistentVolumeClaim.class,
            Service.class,
            Deployment.class,
            Job.class,
            Pod.class);

    /** One for each kind that a pass reads. */
    public Map<Class<?>, InformerEventSource<?, ModelGroup>> sources() {
        Map<Class<?>, InformerEventSource<?, ModelGroup>> sources = new HashMap<>();
        OWN.forEach(kind -> sources.put(kind, own(kind)));
        sources.put(EndpointSlice.class, slices());
        sources.put(ModelLink.class, links());
        return sources;
    }

    /** Only what the operator made: a cluster's other Secrets and pods are none of its business. */
    private <T extends HasMetadata> InformerEventSource<T, ModelGroup> own(Class<T> kind) {
        return source(
                InformerEventSourceConfiguration.from(kind, ModelGroup.class)
                        .withLabelSelector(GroupNames.MANAGED_BY + "=" + GroupNames.OPERATOR),
                object -> Optional.ofNullable(object.getMetadata().getLabels())
                        .map(labels -> labels.get(GroupNames.GROUP))
                        .map(group -> Set.of(
                                new ResourceID(group, object.getMetadata().getNamespace())))
                        .orElseGet(Set::of));
    }

    private InformerEventSource<EndpointSlice, ModelGroup> slices() {
        IndexerResourceCache<ModelGroup> groups = context.getPrimaryCache();
        groups.addIndexer(WatchedCluster.BY_SERVICE, GroupWatches::services);
        return source(
                InformerEventSourceConfiguration.from(EndpointSlice.class, ModelGroup.class)
                        .withLabelSelector(TritonEndpoints.SERVICE),
                slice -> groups
                        .byIndex(
                                WatchedCluster.BY_SERVICE,
                                Cache.namespaceKeyFunc(
                                        slice.getMetadata().getNamespace(),
                                        slice.getMetadata().getLabels().get(TritonEndpoints.SERVICE)))
                        .stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()));
    }

    private static List<String> services(ModelGroup group) {
        Stream<String> escalation = group.getSpec().escalatesTo().stream().map(EscalationService::name);
        return Stream.concat(Stream.of(new DrivenService(group).name()), escalation)
                .map(service -> Cache.namespaceKeyFunc(group.getMetadata().getNamespace(), service))
                .toList();
    }

    /** A status that the group's own pass has written is no news to it. */
    private InformerEventSource<ModelLink, ModelGroup> links() {
        InformerEventSource<ModelLink, ModelGroup> links = source(
                InformerEventSourceConfiguration.from(ModelLink.class, ModelGroup.class)
                        .withOnUpdateFilter((now, before) -> !now.getMetadata()
                                        .getGeneration()
                                        .equals(before.getMetadata().getGeneration())
                                || now.getMetadata().getDeletionTimestamp() != null),
                link -> Set.of(new ResourceID(
                        link.getSpec().group(), link.getMetadata().getNamespace())));
        links.addIndexer(
                WatchedCluster.BY_GROUP,
                link -> List.of(Cache.namespaceKeyFunc(
                        link.getMetadata().getNamespace(), link.getSpec().group())));
        return links;
    }

    private <T extends HasMetadata> InformerEventSource<T, ModelGroup> source(
            InformerEventSourceConfiguration.Builder<T> watched, SecondaryToPrimaryMapper<T> mapper) {
        return new InformerEventSource<>(
                watched.withSecondaryToPrimaryMapper(mapper)
                        .withItemStore(new LeanStore<>())
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }
}
