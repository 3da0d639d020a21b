package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.stream.Stream;

/** What a runtime pod's admin port asks for and shows: Secrets that are mounted, so that they may be renewed. */
public record AdminDoor(GroupNames names) implements PodFiles {

    private static final String DIRECTORY = "MLINK_ADMIN_TLS_DIRECTORY";

    /** Whether the admin port of a pod speaks TLS; pods that an earlier operator has made do not. */
    public static boolean encrypted(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .anyMatch(variable -> variable.getName().equals(DIRECTORY));
    }

    @Override
    public List<EnvVar> environment() {
        return List.of(
                new EnvVar(DIRECTORY, certificate().directory(), null),
                new EnvVar("MLINK_ADMIN_TLS_CLIENT_CERTIFICATES", "false", null)); // the operator shows the token
    }

    @Override
    public List<Volume> volumes() {
        return Stream.of(token(), certificate()).map(MountedSecret::build).toList();
    }

    @Override
    public List<VolumeMount> mounts() {
        return Stream.of(token(), certificate()).map(MountedSecret::mount).toList();
    }

    private MountedSecret token() {
        return new MountedSecret("admin", names.admin());
    }

    private MountedSecret certificate() {
        return new MountedSecret("admin-tls", names.adminCertificate());
    }
}
