package dev.mlink.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mlink.api.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field that can be wrong is refused by a real API server, with a sentence that says what to write instead. */
class ValidationIT {
    private static KubernetesApi api;

    @BeforeAll
    static void start() {
        api = KubernetesApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<RefusedCase> rejected() {
        return RefusedCase.in("rejected");
    }

    static Stream<RefusedCase> rejectedChanges() {
        return RefusedCase.in("rejected-changes");
    }

    @ParameterizedTest
    @MethodSource
    void rejected(RefusedCase refused) {
        assertThat(refusal(() -> create(refused.objects().get(0)))).contains(refused.expected());
    }

    @ParameterizedTest
    @MethodSource
    void rejectedChanges(RefusedCase refused) {
        GenericKubernetesResource before = refused.objects().get(0);
        create(before);
        try {
            assertThat(refusal(() -> replace(refused.objects().get(1)))).contains(refused.expected());
        } finally {
            api.admin().resource(before).inNamespace("default").delete();
        }
    }

    @Test
    void takesAsManyModelsAsItSays() {
        List<String> models = IntStream.range(0, 128)
                .mapToObj(i ->
                        ("    - {name: '%s-%d', inputs: {image: frame}, output: {tensor: out, task: Regression}, metric:"
                                        + " {type: WithinTolerance, tolerance: 0.5}, cost: {memory: 4600Mi}}")
                                .formatted("m".repeat(200), i))
                .toList();
        create(Serialization.unmarshal(
                """
                apiVersion: mlink.dev/v1alpha1
                kind: ModelGroup
                metadata: {name: large}
                spec:
                  triton: {service: {name: triton}}
                  budget: {device: GPU, memory: 80Gi}
                  links: {create: Declared}
                  models:
                """
                        + String.join("\n", models),
                GenericKubernetesResource.class));
        assertThat(api.admin()
                        .resources(ModelGroup.class)
                        .inNamespace("default")
                        .withName("large")
                        .get()
                        .getSpec()
                        .models())
                .hasSize(128);
    }

    private static String refusal(ThrowingCallable request) {
        KubernetesClientException refusal = catchThrowableOfType(KubernetesClientException.class, request);
        assertThat(refusal).as("the API server took it").isNotNull();
        return refusal.getMessage();
    }

    /** As {@code kubectl apply} does: unknown fields are errors. */
    private static void create(GenericKubernetesResource object) {
        api.admin()
                .resource(object)
                .inNamespace("default")
                .fieldValidation(Validation.STRICT)
                .create();
    }

    private static void replace(GenericKubernetesResource object) {
        api.admin()
                .resource(object)
                .inNamespace("default")
                .fieldValidation(Validation.STRICT)
                .update();
    }
}
