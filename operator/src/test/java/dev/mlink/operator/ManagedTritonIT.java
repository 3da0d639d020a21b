package dev.mlink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.testing.KubernetesApi;
import dev.mlink.api.testing.OwnEndpoint;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.GrpcRuntimeControl;
import dev.mlink.operator.site.RunningOperator;
import dev.mlink.operator.site.SimulatedGpus;
import dev.mlink.operator.site.Site;
import dev.mlink.operator.triton.GrpcTritonControl;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Triton of the group's own on a real API server, under the rights that the chart gives. No controller runs there: what
 * Deployments become is played here.
 */
class ManagedTritonIT {

    private static final int GRPC = 8001;
    private static final long QUICK_SECONDS = 40;

    private static KubernetesApi api;
    private static KubernetesClient rights;

    private final GrpcTritonControl triton = new GrpcTritonControl(Duration.ofSeconds(60));
    private RunningOperator operator;

    @BeforeAll
    static void serve() {
        api = KubernetesApi.start();
        rights = api.operator("mlink-system", Site.NAMESPACE);
    }

    @AfterAll
    static void end() {
        rights.close();
        api.close();
    }

    @BeforeEach
    void start() {
        operator = new RunningOperator(rights, triton, new GrpcRuntimeControl());
    }

    @AfterEach
    void stop() {
        operator.close();
        triton.close();
    }

    @Test
    void aServerThatDoesNotStartSaysWhyInTheGroup() {
        apply("starting");
        await("starting", group -> says(group, "Deployment 'starting-triton' has no ready server yet"));

        server("starting", "waiting: {reason: ErrImagePull, message: no such image}");

        await("starting", group -> says(group, "pod 'starting-triton-0': ErrImagePull, no such image"));
    }

    @Test
    void aServiceOfThatNameThatIsTheUsersStaysAsItIs() {
        Service users = api.admin()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(Site.NAMESPACE)
                        .withName("taken-triton")
                        .addToLabels("app", "mine")
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "mine")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();

        apply("taken");
        awaitEvent(
                "NameTaken",
                "Service/taken-triton exists and is not this group's: delete it, or give the group another name");

        assertThat(api.admin().resource(users).get()).isEqualTo(users);
        assertThat(api.admin()
                        .apps()
                        .deployments()
                        .inNamespace(Site.NAMESPACE)
                        .withName("taken-triton")
                        .get())
                .as("what was free is made")
                .isNotNull();
    }

    @Test
    void nothingIsUnloadedWhenTheServersGoWithTheirGroup() {
        try (SimulatedGpus server = new SimulatedGpus(Map.of("f", 1L), 10, GRPC)) {
            api.admin().resource(slice("gone")).create();
            apply("gone");
            await("gone", group -> group.reported().stream()
                    .anyMatch(status -> !status.found().isEmpty()));
            triton.load(server.grpc(), "f"); // a group with a Triton of the user's would take it away again

            group("gone").delete();

            await("gone", Objects::isNull);
            assertThat(server.on(0)).containsKey("f");
        }
    }

    /** With the labels of the Service, as Kubernetes writes it. */
    private static EndpointSlice slice(String group) {
        return new EndpointSliceBuilder(OwnEndpoint.find().of(Site.NAMESPACE, group + "-triton"))
                .editMetadata()
                .addToLabels(new GroupNames(Site.NAMESPACE, group).labels(GroupNames.TRITON_COMPONENT))
                .endMetadata()
                .build();
    }

    private static void apply(String name) {
        api.admin()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: mlink.dev/v1alpha1
                        kind: ModelGroup
                        metadata: {name: %s}
                        spec:
                          triton: {managed: {image: "triton:1", repository: {path: /models}}}
                          budget: {device: CPU, memory: 1Gi}
                          models:
                            - {name: f, output: {tensor: Y, task: SingleLabel}, cost: {memory: 1Mi}}
                        """
                                .formatted(name),
                        ModelGroup.class))
                .inNamespace(Site.NAMESPACE)
                .create();
    }

    /** A pod of the group's Triton, whose container stands so. */
    private static void server(String group, String state) {
        Pod pod = Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s-triton-0, namespace: %s}
                spec: {serviceAccountName: default, containers: [{name: triton, image: "triton:1"}]}
                status:
                  phase: Pending
                  containerStatuses:
                  - {name: triton, image: "triton:1", imageID: "", restartCount: 0, ready: false, state: {%s}}
                """
                        .formatted(group, Site.NAMESPACE, state),
                Pod.class);
        pod.getMetadata().setLabels(new GroupNames(Site.NAMESPACE, group).labels(GroupNames.TRITON_COMPONENT));
        api.admin().resource(pod).create();
        api.admin().resource(pod).patchStatus();
    }

    private static boolean says(ModelGroup group, String text) {
        return group.reported()
                .flatMap(status -> status.condition("TritonReachable"))
                .filter(condition -> condition.reason().equals("TritonStarting"))
                .map(Condition::message)
                .filter(message -> message.contains(text))
                .isPresent();
    }

    private static void awaitEvent(String reason, String note) {
        api.admin()
                .events()
                .v1()
                .events()
                .inNamespace(Site.NAMESPACE)
                .informOnCondition(events -> events.stream()
                        .anyMatch(event -> event.getReason().equals(reason)
                                && event.getNote().equals(note)))
                .orTimeout(QUICK_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static void await(String name, Predicate<ModelGroup> condition) {
        group(name).waitUntilCondition(condition, QUICK_SECONDS, TimeUnit.SECONDS);
    }

    private static Resource<ModelGroup> group(String name) {
        return api.admin()
                .resources(ModelGroup.class)
                .inNamespace(Site.NAMESPACE)
                .withName(name);
    }
}
