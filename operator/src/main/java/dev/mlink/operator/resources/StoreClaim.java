package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/** The claim of a group whose user named none. It goes with the group, and the samples in it. */
public record StoreClaim(GroupNames names, Quantity size, Optional<String> storageClass) {

    public PersistentVolumeClaim build() {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.store())
                .withLabels(names.labels())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass.orElse(null))
                .withNewResources()
                .withRequests(Map.of("storage", size))
                .endResources()
                .endSpec()
                .build();
    }
}
