package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.spec.RuntimeTlsSpec;
import dev.mlink.api.v1alpha1.spec.StoreSpec;
import dev.mlink.api.v1alpha1.spec.TritonService;
import dev.mlink.api.v1alpha1.spec.TritonSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeCertificateTest {
    private static final EnvVar ELSEWHERE = new EnvVar("MLINK_TLS_DIRECTORY", "/elsewhere", null);

    @Test
    void theSecretIsMountedWhereThePodLooksForIt() {
        RuntimeCertificate certificate = new RuntimeCertificate(Optional.of(new RuntimeTlsSpec("doors-tls", true)));
        assertThat(certificate.volumes()).singleElement().satisfies(volume -> assertThat(
                        volume.getSecret().getSecretName())
                .isEqualTo("doors-tls"));
        String mounted = certificate.mounts().get(0).getMountPath();
        assertThat(certificate.environment())
                .containsExactly(
                        new EnvVar("MLINK_TLS_DIRECTORY", mounted, null),
                        new EnvVar("MLINK_TLS_CLIENT_CERTIFICATES", "true", null));
    }

    /** A list with two of one name would be refused by the API server. */
    @Test
    void aSettingThatTheOperatorMakesIsNotTheUsers() {
        assertThat(container(
                                Optional.of(new RuntimeTlsSpec("doors-tls", false)),
                                new EnvVar("MLINK_LIMITS_CALLS", "7", null),
                                ELSEWHERE)
                        .getEnv())
                .contains(new EnvVar("MLINK_LIMITS_CALLS", "7", null))
                .filteredOn(variable -> variable.getName().equals("MLINK_TLS_DIRECTORY"))
                .containsExactly(new EnvVar("MLINK_TLS_DIRECTORY", "/etc/mlink/tls", null));
    }

    @Test
    void probesSpeakWhatThePortSpeaks() {
        assertThat(scheme(Optional.of(new RuntimeTlsSpec("doors-tls", true)))).isEqualTo("HTTPS");
        assertThat(scheme(Optional.empty())).isEqualTo("HTTP");
        assertThat(scheme(Optional.empty(), ELSEWHERE)).isEqualTo("HTTPS");
    }

    private static String scheme(Optional<RuntimeTlsSpec> tls, EnvVar... own) {
        return container(tls, own).getReadinessProbe().getHttpGet().getScheme();
    }

    private static Container container(Optional<RuntimeTlsSpec> tls, EnvVar... own) {
        Deployment deployment = new RuntimeDeployment(
                        new GroupNames("ns", "doors"),
                        new PodTemplate("image", new ResourceRequirements(), Map.of(), List.of(), List.of()),
                        PodStore.of(new StoreSpec(null, null, null, null), new GroupNames("ns", "doors")),
                        1,
                        List.of(),
                        List.of(own),
                        new RuntimeCertificate(tls),
                        new TritonCredentials(
                                new GroupNames("ns", "doors"),
                                new TritonSpec(new TritonService("triton", null, null, null), null, null, null)))
                .build();
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    @Test
    void plainTextNeedsNothing() {
        RuntimeCertificate none = new RuntimeCertificate(Optional.empty());
        assertThat(none.volumes()).isEmpty();
        assertThat(none.mounts()).isEmpty();
        assertThat(none.environment()).isEmpty();
    }
}
