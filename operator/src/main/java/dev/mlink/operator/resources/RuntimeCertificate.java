package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.RuntimeTlsSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Optional;

/** What a runtime pod shows to clients: a Secret that is mounted, so that it may be renewed. */
record RuntimeCertificate(Optional<RuntimeTlsSpec> tls) {
    private static final String NAME = "tls";
    private static final String DIRECTORY = "/etc/mlink/tls";

    List<EnvVar> environment() {
        return tls.map(spec -> List.of(
                        new EnvVar("MLINK_TLS_DIRECTORY", DIRECTORY, null),
                        new EnvVar(
                                "MLINK_TLS_CLIENT_CERTIFICATES",
                                spec.clientCertificates().toString(),
                                null)))
                .orElse(List.of());
    }

    List<Volume> volumes() {
        return tls.stream()
                .map(spec -> new VolumeBuilder()
                        .withName(NAME)
                        .withNewSecret()
                        .withSecretName(spec.secretName())
                        .endSecret()
                        .build())
                .toList();
    }

    List<VolumeMount> mounts() {
        return tls.stream()
                .map(spec -> new VolumeMountBuilder()
                        .withName(NAME)
                        .withMountPath(DIRECTORY)
                        .withReadOnly(true)
                        .build())
                .toList();
    }
}
