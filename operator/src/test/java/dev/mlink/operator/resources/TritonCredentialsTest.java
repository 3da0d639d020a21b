package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.spec.RestrictedApiSpec;
import dev.mlink.api.v1alpha1.spec.TritonService;
import dev.mlink.api.v1alpha1.spec.TritonSpec;
import dev.mlink.api.v1alpha1.spec.TritonTlsSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import org.junit.jupiter.api.Test;

class TritonCredentialsTest {
    private static final TritonService SERVICE = new TritonService("triton", null, null, null);

    @Test
    void bothSecretsAreMountedWhereThePodLooksForThem() {
        TritonCredentials credentials =
                credentials(new TritonTlsSpec("triton-tls-2026", null), new RestrictedApiSpec("keys"));
        assertThat(credentials.volumes())
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("triton-tls-2026", "keys");
        assertThat(credentials.mounts())
                .extracting(mount -> mount.getMountPath())
                .containsExactly("/etc/mlink/triton-tls", "/etc/mlink/triton-keys");
        assertThat(credentials.environment())
                .containsExactly(
                        new EnvVar("MLINK_TRITON_TLS_DIRECTORY", "/etc/mlink/triton-tls", null),
                        new EnvVar("MLINK_TRITON_SERVER_NAME", "triton.ns.svc", null),
                        new EnvVar("MLINK_TRITON_KEYS_DIRECTORY", "/etc/mlink/triton-keys", null));
    }

    @Test
    void theDeclaredNameIsExpected() {
        assertThat(credentials(new TritonTlsSpec("secret", "triton.example"), null)
                        .serverName())
                .isEqualTo("triton.example");
    }

    @Test
    void aTritonThatAsksForNothingNeedsNothing() {
        TritonCredentials none = credentials(null, null);
        assertThat(none.volumes()).isEmpty();
        assertThat(none.mounts()).isEmpty();
        assertThat(none.environment()).isEmpty();
    }

    private static TritonCredentials credentials(TritonTlsSpec tls, RestrictedApiSpec keys) {
        return new TritonCredentials(new GroupNames("ns", "doors"), new TritonSpec(SERVICE, null, tls, keys));
    }
}
