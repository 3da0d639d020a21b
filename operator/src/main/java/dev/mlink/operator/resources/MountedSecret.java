package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/**
 * A Secret as files in a pod, which follow it when it changes.
 *
 * @param volume its name in the pod
 * @param secret its name in the namespace
 */
record MountedSecret(String volume, String secret) {
    private static final String PARENT = "/etc/mlink/";

    String directory() {
        return PARENT + volume;
    }

    Volume build() {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .build();
    }

    VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(directory())
                .withReadOnly(true)
                .build();
    }
}
