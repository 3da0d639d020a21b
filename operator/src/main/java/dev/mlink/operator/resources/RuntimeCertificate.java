package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.RuntimeTlsSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;

/** What a runtime pod shows to clients: a Secret that is mounted, so that it may be renewed. */
record RuntimeCertificate(Optional<RuntimeTlsSpec> tls) implements PodFiles {
    /** The variable that has the management port encrypted too. */
    static final String DIRECTORY = "MLINK_TLS_DIRECTORY";

    @Override
    public List<EnvVar> environment() {
        return tls.map(spec -> List.of(
                        new EnvVar(DIRECTORY, mounted(spec).directory(), null),
                        new EnvVar(
                                "MLINK_TLS_CLIENT_CERTIFICATES",
                                spec.clientCertificates().toString(),
                                null)))
                .orElse(List.of());
    }

    @Override
    public List<Volume> volumes() {
        return tls.stream().map(spec -> mounted(spec).build()).toList();
    }

    @Override
    public List<VolumeMount> mounts() {
        return tls.stream().map(spec -> mounted(spec).mount()).toList();
    }

    private static MountedSecret mounted(RuntimeTlsSpec spec) {
        return new MountedSecret("tls", spec.secretName());
    }
}
