package dev.mlink.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.api.v1alpha1.status.ModelStatus;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.GrpcRuntimeControl;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.site.Client;
import dev.mlink.operator.site.FailingTriton;
import dev.mlink.operator.site.Preparations;
import dev.mlink.operator.site.RunningOperator;
import dev.mlink.operator.site.Site;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.triton.testing.TestModel;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One group's whole life on real parts, under the rights that the chart gives the operator. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelGroupIT {

    private static final Duration QUICK = Duration.ofSeconds(40);
    private static final Duration LEARNING = Duration.ofSeconds(180);

    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: affine}
            spec:
              triton: {service: {name: triton, grpcPort: GRPC_PORT, httpPort: HTTP_PORT}}
              budget: {device: CPU, memory: 250Mi}
              models:
                - {name: f, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
                - {name: g, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
                - {name: h, weight: 0.5, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
              profiling: {samples: 200}
            """;

    @TempDir
    private static Path directory;

    private static Site site;
    private static KubernetesClient rights;
    private static TritonControl triton;
    private static final Preparations PREPARATIONS = new Preparations();
    private static RuntimeControl runtime;
    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        Path repository = directory.resolve("models");
        TestModel.affine("f", 2, 2, 1).writeTo(repository);
        TestModel.affine("g", 2, -1, 0).writeTo(repository);
        TestModel.affine("h", 2, 0.5, 1).writeTo(repository);
        TestModel.failingToLoad("broken", "no weights here").writeTo(repository);
        site = new Site(directory.resolve("node"), repository);
        rights = site.api().operator("mlink-system", "site");
        triton = new GrpcTritonControl(Duration.ofSeconds(60));
        runtime = PREPARATIONS.of(new GrpcRuntimeControl());
        operator = new RunningOperator(rights, triton, runtime);
    }

    @AfterAll
    static void stop() {
        operator.close();
        rights.close();
        site.close();
    }

    @Test
    @Order(1)
    void aFirstSetServesAndTheOthersSayWhyNot() {
        site.triton().load("h"); // what is there before us

        site.apply(GROUP);

        ModelGroup group = site.await(
                "affine",
                "a first set",
                QUICK,
                seen -> condition(seen, "Profiled").reason().equals("GatheringSamples")
                        && active(seen).size() == 2);
        assertThat(condition(group, "Ready").status().name()).isEqualTo("FALSE");
        assertThat(group.getStatus().observedGeneration())
                .isEqualTo(group.getMetadata().getGeneration());
        assertThat(group.getStatus().found()).singleElement().satisfies(found -> assertThat(found.models())
                .containsExactly("h"));
        try (Client client = new Client()) {
            assertThat(Client.values(client.infer("f", .5f, 1f))).containsExactly(2f, 3f);
            assertThatThrownBy(() -> client.infer("h", .5f, 1f))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAVAILABLE")
                    .hasMessageContaining("nothing predicts it yet");
        }
    }

    @Test
    @Order(2)
    void learnsFromTrafficAndAnswersForEveryModel() {
        Random random = new Random(7);
        try (Client client = new Client()) {
            for (int i = 0; i < 200; i++) {
                client.infer("f", random.nextFloat(), random.nextFloat());
            }
            ModelGroup group = site.await("affine", "Ready", LEARNING, seen -> holds(seen, "Ready"));

            assertThat(active(group)).hasSize(2);
            ModelStatus predicted = predicted(group);
            // the tolerance is so narrow that a link is good but never perfect: weights decide what is worth loading
            assertThat(predicted.performance()).isBetween(predicted.prior(), 1.0);
            assertThat(predicted.interval().lower())
                    .isLessThan(predicted.interval().upper());
            assertThat(predicted.reason()).isNotBlank();
            var answer = client.infer(predicted.name(), .5f, .25f);
            assertThat(Client.predicted(answer)).isTrue();
            assertThat(Client.values(answer)[0]).isCloseTo(expected(predicted.name(), .5f), within(.3f));
        }
        List<ModelLink> links = site.admin()
                .resources(ModelLink.class)
                .inNamespace(Site.NAMESPACE)
                .list()
                .getItems();
        assertThat(links)
                .hasSize(6)
                .allSatisfy(link -> assertThat(link.getStatus().performance()).isNotNull());
    }

    @Test
    @Order(3)
    void whatIsNotCertifiedIsNotGivenOut() {
        allow(1e-6); // that takes millions of samples

        ModelGroup group = site.await("affine", "Uncertified", QUICK, seen -> condition(seen, "Ready")
                .reason()
                .equals("Uncertified"));

        ModelStatus predicted = predicted(group);
        assertThat(predicted.confidence().certified()).isFalse();
        assertThat(predicted.confidence().reason()).contains("70 certification samples");
        try (Client client = new Client()) {
            assertThatThrownBy(() -> client.infer(predicted.name(), .5f, .25f))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("not certified to disagree as rarely as its ModelGroup declares");
            allow(null);
            site.await("affine", "Ready again", QUICK, seen -> holds(seen, "Ready") && upToDate(seen));
            assertThat(client.infer(predicted.name(), .5f, .25f)
                            .getOutputs(0)
                            .getParametersMap()
                            .get("mlink_confidence")
                            .getDoubleParam())
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    @Order(4)
    void followsThePinsWithoutAFailedRequest() {
        try (Client client = new Client()) {
            for (String pinned : List.of("h", "f", "g")) {
                edit(group -> pin(group, pinned));
                site.await("affine", pinned + " active", QUICK, seen -> {
                    for (String model : List.of("f", "g", "h")) {
                        client.infer(model, .5f, .25f);
                    }
                    return active(seen).contains(pinned) && upToDate(seen);
                });
            }
        }
        assertThat(PREPARATIONS.exact()).as("read while h was loaded").anyMatch(models -> models.contains("h"));
    }

    @Test
    @Order(5)
    void aRestartedTritonIsBroughtBack() {
        site.triton().kill();
        site.await("affine", "TritonReachable=False", QUICK, seen -> !holds(seen, "TritonReachable"));
        site.triton().restart();

        site.await("affine", "Ready again", QUICK, seen -> holds(seen, "TritonReachable") && holds(seen, "Ready"));
        try (Client client = new Client()) {
            for (String model : List.of("f", "g", "h")) {
                assertThat(client.infer(model, .5f, .25f).getModelName()).isEqualTo(model);
            }
        }
    }

    @Test
    @Order(6)
    void anOperatorThatDiesBetweenAnyTwoCallsIsFollowedByOneThatGoesOn() {
        operator.close();
        for (int calls = 1; calls <= 8; calls++) {
            String pinned = List.of("f", "g", "h").get(calls % 3);
            edit(group -> pin(group, pinned));
            FailingTriton dying = new FailingTriton(triton, calls);
            RunningOperator first = new RunningOperator(rights, dying, runtime);
            dying.awaitDeath(QUICK);
            first.close();
            RunningOperator second = new RunningOperator(rights, triton, runtime);
            site.await(
                    "affine",
                    pinned + " active after a death at call " + calls,
                    QUICK,
                    seen -> active(seen).contains(pinned) && upToDate(seen) && holds(seen, "Ready"));
            second.close();
        }
        operator = new RunningOperator(rights, triton, runtime);
    }

    @Test
    @Order(7)
    void aModelThatTritonLacksOrCannotLoadIsNamedAndTheOthersServe() {
        edit(group -> with(group, "missing", "broken"));

        ModelGroup group = site.await(
                "affine",
                "both named",
                LEARNING,
                seen -> reason(seen, "missing").contains("Triton's repository has no model 'missing'")
                        && reason(seen, "broken").contains("no weights here"));

        assertThat(active(group)).isNotEmpty();
        try (Client client = new Client()) {
            assertThat(client.infer("f", .5f, .25f).getModelName()).isEqualTo("f");
        }
    }

    @Test
    @Order(8)
    void leavesTritonAsItWasFound() {
        site.admin()
                .resources(ModelGroup.class)
                .inNamespace(Site.NAMESPACE)
                .withName("affine")
                .delete();

        site.admin()
                .resources(ModelGroup.class)
                .inNamespace(Site.NAMESPACE)
                .withName("affine")
                .waitUntilCondition(group -> group == null, 60, java.util.concurrent.TimeUnit.SECONDS);

        var index = triton.index(site.triton().grpc()).answer().orElseThrow();
        assertThat(index.in(dev.mlink.operator.triton.ModelState.READY)).containsExactly("h");
        // no controller collects garbage here: what remains must at least be owned by the group
        assertThat(site.admin()
                        .configMaps()
                        .inNamespace(Site.NAMESPACE)
                        .withLabel(GroupNames.GROUP, "affine")
                        .list()
                        .getItems())
                .allSatisfy(child ->
                        assertThat(child.getMetadata().getOwnerReferences()).hasSize(1));
    }

    private static float expected(String model, float x) {
        return switch (model) {
            case "f" -> 2 * x + 1;
            case "g" -> -x;
            default -> .5f * x + 1;
        };
    }

    private static void edit(UnaryOperator<ModelGroup> change) {
        site.edit("affine", change);
    }

    private static ModelGroup pin(ModelGroup group, String pinned) {
        return with(
                group,
                group.getSpec().models().stream()
                        .map(model -> changed(model, model.name().equals(pinned), model.maxDisagreement()))
                        .toList());
    }

    private static dev.mlink.api.v1alpha1.spec.ModelSpec changed(
            dev.mlink.api.v1alpha1.spec.ModelSpec model, boolean pinned, Double maxDisagreement) {
        return new dev.mlink.api.v1alpha1.spec.ModelSpec(
                model.name(),
                model.inputs(),
                model.output(),
                model.metric(),
                model.weight(),
                pinned,
                model.minPerformance(),
                model.minConfidence(),
                maxDisagreement,
                model.escalate(),
                model.cost(),
                model.instances());
    }

    private static ModelStatus predicted(ModelGroup group) {
        return group.getStatus().models().stream()
                .filter(model -> model.state() == ModelState.PREDICTED)
                .findFirst()
                .orElseThrow();
    }

    /** Declares how often predictions may disagree; null takes the declaration back. */
    private static void allow(Double maxDisagreement) {
        edit(group -> with(
                group,
                group.getSpec().models().stream()
                        .map(model -> changed(model, model.pinned(), maxDisagreement))
                        .toList()));
    }

    private static ModelGroup with(ModelGroup group, String... more) {
        var models = new java.util.ArrayList<>(group.getSpec().models());
        var like = models.get(0);
        for (String name : more) {
            models.add(new dev.mlink.api.v1alpha1.spec.ModelSpec(
                    name,
                    like.inputs(),
                    like.output(),
                    like.metric(),
                    1.0,
                    false,
                    null,
                    null,
                    null,
                    false,
                    like.cost(),
                    null));
        }
        return with(group, models);
    }

    private static ModelGroup with(ModelGroup group, List<dev.mlink.api.v1alpha1.spec.ModelSpec> models) {
        var spec = group.getSpec();
        group.setSpec(new dev.mlink.api.v1alpha1.spec.ModelGroupSpec(
                spec.mode(),
                spec.triton(),
                spec.budget(),
                spec.escalation(),
                models,
                spec.links(),
                spec.profiling(),
                spec.sampling(),
                spec.selection(),
                spec.store(),
                spec.runtime(),
                spec.trainingJob()));
        return group;
    }

    private static boolean upToDate(ModelGroup group) {
        return group.getStatus().observedGeneration().equals(group.getMetadata().getGeneration());
    }

    private static Condition condition(ModelGroup group, String type) {
        return group.reported()
                .flatMap(status -> status.condition(type))
                .orElseGet(() -> new Condition(
                        type,
                        dev.mlink.api.v1alpha1.status.ConditionStatus.UNKNOWN,
                        "None",
                        "",
                        java.time.Instant.EPOCH,
                        0L));
    }

    private static boolean holds(ModelGroup group, String type) {
        return condition(group, type).holds();
    }

    private static List<String> active(ModelGroup group) {
        return group.reported().stream()
                .flatMap(status -> status.models().stream())
                .filter(model -> model.state() == ModelState.ACTIVE)
                .map(ModelStatus::name)
                .collect(Collectors.toList());
    }

    private static String reason(ModelGroup group, String model) {
        return group.getStatus().model(model).map(ModelStatus::reason).orElse("");
    }
}
