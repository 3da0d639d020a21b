package dev.mlink.operator.link;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Tells a ModelLink whose group is not there; the group's own pass reports on all others. */
@ControllerConfiguration(name = "modellink")
public final class ModelLinkReconciler implements Reconciler<ModelLink> {

    private static final Duration NEXT_LOOK = Duration.ofMinutes(1);

    private final KubernetesClient client;
    private final Clock clock;

    public ModelLinkReconciler(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public UpdateControl<ModelLink> reconcile(ModelLink link, Context<ModelLink> context) {
        boolean orphan = client.resources(ModelGroup.class)
                        .inNamespace(link.getMetadata().getNamespace())
                        .withName(link.getSpec().group())
                        .get()
                == null;
        boolean told = link.getStatus() != null
                && link.getStatus()
                        .condition(ConditionType.READY.text())
                        .filter(condition -> condition.reason().equals(Reason.GroupNotFound.name()))
                        .isPresent();
        UpdateControl<ModelLink> control =
                orphan && !told ? UpdateControl.patchStatus(orphan(link)) : UpdateControl.noUpdate();
        return control.rescheduleAfter(NEXT_LOOK);
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
