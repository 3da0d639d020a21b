package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

/** What all pods that we make have in common: no identity, no privilege, no writable root, and files from elsewhere. */
record ConfinedPod(PodTemplate template, PodFiles files) {

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
                .addAllToVolumes(files.volumes())
                .addToVolumes(scratch());
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
                .addAllToEnv(files.environment())
                .addAllToVolumeMounts(files.mounts())
                .addNewVolumeMount()
                .withName(SCRATCH)
                .withMountPath("/tmp")
                .endVolumeMount();
    }

    /** The training framework and Triton's backends unpack what they need here; objects of a bucket pass through. */
    private static Volume scratch() {
        return new VolumeBuilder()
                .withName(SCRATCH)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}
