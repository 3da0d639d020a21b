package dev.mlink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.operator.runtime.GrpcRuntimeControl;
import dev.mlink.operator.site.Client;
import dev.mlink.operator.site.RunningOperator;
import dev.mlink.operator.site.Site;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.triton.testing.TestModel;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is changed in the repository under the same version, on real parts. */
class ChangedModelIT {

    private static final Duration QUICK = Duration.ofSeconds(40);
    private static final Duration LEARNING = Duration.ofSeconds(180);
    private static final String SCALE = "parameters {key: \"scale\" value {string_value: \"1/255\"}}";

    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: affine}
            spec:
              triton: {service: {name: triton, grpcPort: GRPC_PORT, httpPort: HTTP_PORT}}
              budget: {device: CPU, memory: 150Mi}
              models:
                - {name: f, weight: 2, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
                - {name: g, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
              profiling: {samples: 200}
            """;

    private static final Map<String, TestModel> MODELS =
            Map.of("f", TestModel.affine("f", 2, 2, 1), "g", TestModel.affine("g", 2, -1, 0));

    @TempDir
    private static Path directory;

    private static Path repository;
    private static Site site;
    private static KubernetesClient rights;
    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        repository = directory.resolve("models");
        MODELS.values().forEach(model -> model.writeTo(repository));
        site = new Site(directory.resolve("node"), repository);
        rights = site.api().operator("mlink-system", "site");
        operator = new RunningOperator(rights, new GrpcTritonControl(Duration.ofSeconds(60)), new GrpcRuntimeControl());
    }

    @AfterAll
    static void stop() {
        operator.close();
        rights.close();
        site.close();
    }

    @Test
    void isLearnedAnewOnceTritonHasLoadedIt() {
        site.apply(GROUP);
        ask("f", 200);
        ModelGroup learned = site.await("affine", "Ready", LEARNING, seen -> holds(seen, "Ready"));
        String active = active(learned);
        String before = learned.getStatus().profile().id();

        MODELS.get(active).configured(SCALE).writeTo(repository);
        site.triton().kill(); // what runs again has read the repository
        site.triton().restart();

        ModelGroup noticed = site.await(
                "affine", "a model that has changed", QUICK, seen -> !events().isEmpty() && !holds(seen, "Linked"));
        assertThat(events()).singleElement().satisfies(event -> assertThat(event.getNote())
                .matches("model '" + active + "' is version 1, FP32 \\[2], configuration [0-9a-f]{8} now"
                        + " and was version 1, FP32 \\[2], configuration [0-9a-f]{8} when its links were learned;.*"));
        assertThat(noticed.getStatus().condition("Linked").orElseThrow().reason())
                .isEqualTo("Outdated");
        assertThat(linkReasons()).containsOnly("Outdated");

        site.await(
                "affine",
                "learned anew",
                LEARNING,
                seen -> holds(seen, "Ready")
                        && holds(seen, "Linked")
                        && !seen.getStatus().profile().id().equals(before));
        assertThat(linkReasons()).doesNotContain("Outdated");
    }

    private static void ask(String model, int samples) {
        Random random = new Random(7);
        try (Client client = new Client()) {
            site.await(
                    "affine",
                    model + " active",
                    QUICK,
                    seen -> seen.reported().isPresent() && active(seen).equals(model));
            for (int i = 0; i < samples; i++) {
                client.infer(model, random.nextFloat(), random.nextFloat());
            }
        }
    }

    private static String active(ModelGroup group) {
        return group.getStatus().models().stream()
                .filter(model -> model.state() == ModelState.ACTIVE)
                .map(model -> model.name())
                .findFirst()
                .orElse("");
    }

    private static boolean holds(ModelGroup group, String type) {
        return group.reported().map(ModelGroupStatus::conditions).orElse(List.of()).stream()
                .anyMatch(condition -> condition.type().equals(type) && condition.holds());
    }

    private static List<Event> events() {
        return site.admin().events().v1().events().inNamespace(Site.NAMESPACE).list().getItems().stream()
                .filter(event -> event.getReason().equals("ModelChanged"))
                .toList();
    }

    private static List<String> linkReasons() {
        return site.admin().resources(ModelLink.class).inNamespace(Site.NAMESPACE).list().getItems().stream()
                .flatMap(link -> link.getStatus().conditions().stream())
                .map(condition -> condition.reason())
                .toList();
    }
}
