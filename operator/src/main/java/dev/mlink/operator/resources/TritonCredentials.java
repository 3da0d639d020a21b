package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.RestrictedApiSpec;
import dev.mlink.api.v1alpha1.spec.TritonSpec;
import dev.mlink.api.v1alpha1.spec.TritonTlsSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What runtime pods show to the group's Tritons: Secrets that are mounted, so that they may be renewed. */
public record TritonCredentials(GroupNames names, TritonSpec triton) implements PodFiles {

    /** The name that Triton's certificate must bear: endpoints are reached by addresses, which no certificate has. */
    public String serverName() {
        return triton.encryption()
                .flatMap(TritonTlsSpec::ownServerName)
                .orElseGet(() -> triton.driven(names.group()).name() + "." + names.namespace() + ".svc");
    }

    @Override
    public List<EnvVar> environment() {
        Stream<EnvVar> encryption = encryption().stream()
                .flatMap(secret -> Stream.of(
                        new EnvVar("MLINK_TRITON_TLS_DIRECTORY", secret.directory(), null),
                        new EnvVar("MLINK_TRITON_SERVER_NAME", serverName(), null)));
        Stream<EnvVar> keys =
                keys().stream().map(secret -> new EnvVar("MLINK_TRITON_KEYS_DIRECTORY", secret.directory(), null));
        return Stream.concat(encryption, keys).toList();
    }

    @Override
    public List<Volume> volumes() {
        return secrets().map(MountedSecret::build).toList();
    }

    @Override
    public List<VolumeMount> mounts() {
        return secrets().map(MountedSecret::mount).toList();
    }

    private Stream<MountedSecret> secrets() {
        return Stream.concat(encryption().stream(), keys().stream());
    }

    private Optional<MountedSecret> encryption() {
        return triton.encryption().map(TritonTlsSpec::secretName).map(name -> new MountedSecret("triton-tls", name));
    }

    private Optional<MountedSecret> keys() {
        return triton.keys().map(RestrictedApiSpec::secretName).map(name -> new MountedSecret("triton-keys", name));
    }
}
