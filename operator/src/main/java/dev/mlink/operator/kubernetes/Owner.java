package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** The group as the owner of its children: Kubernetes removes them with it. */
public record Owner(ModelGroup group) {

    public OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(group.getApiVersion())
                .withKind(group.getKind())
                .withName(group.getMetadata().getName())
                .withUid(group.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
