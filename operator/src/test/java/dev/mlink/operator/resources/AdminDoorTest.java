package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminDoorTest {

    private final AdminDoor door = new AdminDoor(new GroupNames("ns", "doors"));

    @Test
    void bothSecretsAreMountedWhereThePodLooksForThem() {
        assertThat(door.volumes())
                .extracting(
                        volume -> volume.getName() + " " + volume.getSecret().getSecretName())
                .containsExactly("admin doors-admin", "admin-tls doors-admin-tls");
        assertThat(door.mounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/etc/mlink/admin", "/etc/mlink/admin-tls");
        assertThat(door.environment())
                .containsExactly(
                        new EnvVar("MLINK_ADMIN_TLS_DIRECTORY", "/etc/mlink/admin-tls", null),
                        new EnvVar("MLINK_ADMIN_TLS_CLIENT_CERTIFICATES", "false", null));
    }

    @Test
    void aPodOfAnEarlierOperatorSpeaksPlainText() {
        assertThat(AdminDoor.encrypted(pod(door.environment()))).isTrue();
        assertThat(AdminDoor.encrypted(pod(List.of(new EnvVar("MLINK_STORE", "/store", null)))))
                .isFalse();
    }

    private static Pod pod(List<EnvVar> environment) {
        return new PodBuilder()
                .withNewSpec()
                .addNewContainer()
                .withEnv(environment)
                .endContainer()
                .endSpec()
                .build();
    }
}
