package dev.mlink.operator.link;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.operator.kubernetes.LeanStore;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a ModelLink whose group is not there; the group's own pass reports on all others. */
@ControllerConfiguration(name = "modellink", informer = @Informer(itemStore = LeanStore.class))
public final class ModelLinkReconciler implements Reconciler<ModelLink> {

    /** Index of ModelLinks by namespace and name of their group. */
    private static final String BY_GROUP = "group";

    private final Clock clock;

    public ModelLinkReconciler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UpdateControl<ModelLink> reconcile(ModelLink link, Context<ModelLink> context) {
        boolean orphan = context.getSecondaryResource(ModelGroup.class).isEmpty();
        boolean told = link.getStatus() != null
                && link.getStatus()
                        .condition(ConditionType.READY.text())
                        .filter(condition -> condition.reason().equals(Reason.GroupNotFound.name()))
                        .isPresent();
        return orphan && !told ? UpdateControl.patchStatus(orphan(link)) : UpdateControl.noUpdate();
    }

    /** A group that comes or goes concerns the links that name it; what happens to it meanwhile does not. */
    @Override
    public List<EventSource<?, ModelLink>> prepareEventSources(EventSourceContext<ModelLink> context) {
        IndexerResourceCache<ModelLink> links = context.getPrimaryCache();
        links.addIndexer(
                BY_GROUP,
                link -> List.of(Cache.namespaceKeyFunc(
                        link.getMetadata().getNamespace(), link.getSpec().group())));
        return List.of(new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ModelGroup.class, ModelLink.class)
                        .withOnUpdateFilter((now, before) -> false)
                        .withPrimaryToSecondaryMapper((ModelLink link) -> Set.of(new ResourceID(
                                link.getSpec().group(), link.getMetadata().getNamespace())))
                        .withSecondaryToPrimaryMapper(group -> links
                                .byIndex(
                                        BY_GROUP,
                                        Cache.namespaceKeyFunc(
                                                group.getMetadata().getNamespace(),
                                                group.getMetadata().getName()))
                                .stream()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .withNamespacesInheritedFromController()
                        .build(),
                context));
    }

    /** Without observedGeneration: the group that comes later still has to report on it. */
    private ModelLink orphan(ModelLink link) {
        Condition condition = new Condition(
                ConditionType.READY.text(),
                ConditionStatus.FALSE,
                Reason.GroupNotFound.name(),
                "namespace " + link.getMetadata().getNamespace() + " has no ModelGroup '"
                        + link.getSpec().group() + "' (spec.group); create it, or delete this link",
                clock.instant(),
                link.getMetadata().getGeneration());
        ModelLink patch = new ModelLink();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(link.getMetadata().getNamespace())
                .withName(link.getMetadata().getName())
                .build());
        patch.setStatus(new ModelLinkStatus(
                null, List.of(condition), null, null, null, null, null, null, null, null, null, null, null));
        return patch;
    }
}
