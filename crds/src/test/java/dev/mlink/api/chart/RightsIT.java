package dev.mlink.api.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real API server lets the operator do under the chart's rights: what it needs, and no more. */
class RightsIT {
    private static KubernetesApi api;
    private static KubernetesClient everywhere;
    private static KubernetesClient inBuilding;

    @BeforeAll
    static void start() {
        api = KubernetesApi.start();
        everywhere = api.operator("everywhere");
        inBuilding = api.operator("somewhere", "building");
    }

    @AfterAll
    static void stop() {
        everywhere.close();
        inBuilding.close();
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mlink.dev, modelgroups, , watch",
        "mlink.dev, modelgroups, status, patch",
        "mlink.dev, modellinks, , create",
        "mlink.dev, modellinks, , delete",
        "'', secrets, , create",
        "'', persistentvolumeclaims, , delete",
        "'', pods, , list",
        "'', events, , create",
        "events.k8s.io, events, , patch",
        "apps, deployments, , patch",
        "batch, jobs, , delete",
        "discovery.k8s.io, endpointslices, , watch",
    })
    void mayInTheNamespacesThatItLooksAfter(String group, String resource, String subresource, String verb) {
        assertThat(may(everywhere, "city", group, resource, subresource, "any", verb))
                .isTrue();
        assertThat(may(inBuilding, "building", group, resource, subresource, "any", verb))
                .isTrue();
        assertThat(may(inBuilding, "city", group, resource, subresource, "any", verb))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "mlink.dev, modelgroups, , create",
        "mlink.dev, modelgroups, , delete",
        "'', pods, , delete",
        "'', pods, exec, create",
        "'', nodes, , get",
        "'', nodes, metrics, get",
        "'', nodes, proxy, get",
        "metrics.k8s.io, pods, , get",
        "'', namespaces, , list",
        "'', serviceaccounts, token, create",
        "'', events, , list",
        "apps, statefulsets, , create",
        "rbac.authorization.k8s.io, roles, , create",
        "rbac.authorization.k8s.io, clusterroles, , bind",
        "apiextensions.k8s.io, customresourcedefinitions, , get",
    })
    void mayNot(String group, String resource, String subresource, String verb) {
        assertThat(may(everywhere, "city", group, resource, subresource, "any", verb))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "everywhere, mlink-operator, get, true",
        "everywhere, mlink-operator, update, true",
        "everywhere, mlink-operator, create, true",
        "everywhere, mlink-operator, delete, false",
        "everywhere, another, update, false",
        "city, mlink-operator, update, false",
    })
    void mayHoldItsOwnLease(String namespace, String lease, String verb, boolean allowed) {
        assertThat(may(everywhere, namespace, "coordination.k8s.io", "leases", null, lease, verb))
                .isEqualTo(allowed);
    }

    private static boolean may(
            KubernetesClient client,
            String namespace,
            String group,
            String resource,
            String subresource,
            String name,
            String verb) {
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withGroup(group)
                .withResource(resource)
                .withSubresource(subresource)
                .withName(name)
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(question)
                .getStatus()
                .getAllowed();
    }
}
