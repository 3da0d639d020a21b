package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

/** What runtime and training pods have in common: no identity, no privilege, no writable root, and the store. */
record RuntimePodSpec(PodTemplate template, String claim) {

    static final String STORE = "store";
    static final String SCRATCH = "scratch";
    private static final long USER = 1000L;

    PodSpecBuilder builder() {
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(template.nodeSelector())
                .withTolerations(template.tolerations())
                .withImagePullSecrets(template.imagePullSecrets())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addToVolumes(store(), scratch());
    }

    ContainerBuilder container(String name, String... args) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(template.image())
                .withArgs(args)
                .withResources(template.resources())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewEnv()
                .withName("MLINK_STORE")
                .withValue("/store")
                .endEnv()
                .addNewVolumeMount()
                .withName(STORE)
                .withMountPath("/store")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(SCRATCH)
                .withMountPath("/tmp")
                .endVolumeMount();
    }

    private Volume store() {
        return new VolumeBuilder()
                .withName(STORE)
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .build();
    }

    /** The training framework unpacks its native library here. */
    private static Volume scratch() {
        return new VolumeBuilder()
                .withName(SCRATCH)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}
