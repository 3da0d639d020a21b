package dev.mlink.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.api.v1alpha1.ModelGroup;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KubernetesApiIT {
    private static KubernetesApi api;

    @BeforeAll
    static void start() {
        api = KubernetesApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void servesTheDefinitions() {
        assertThat(api.admin()
                        .resources(ModelGroup.class)
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void aServiceAccountMayDoWhatItsRoleSaysAndNoMore() {
        api.namespace("rights");
        api.apply(
                """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: reader, namespace: rights}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: reader, namespace: rights}
                rules: [{apiGroups: [mlink.dev], resources: [modelgroups], verbs: [list]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reader, namespace: rights}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
                subjects: [{kind: ServiceAccount, name: reader, namespace: rights}]
                """);
        try (KubernetesClient reader = api.as("rights", "reader")) {
            assertThat(reader.resources(ModelGroup.class)
                            .inNamespace("rights")
                            .list()
                            .getItems())
                    .isEmpty();
            assertThatThrownBy(() -> reader.secrets().inNamespace("rights").list())
                    .isInstanceOfSatisfying(KubernetesClientException.class, refusal -> assertThat(refusal.getCode())
                            .isEqualTo(403));
        }
    }
}
