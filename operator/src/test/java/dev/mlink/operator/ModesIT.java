package dev.mlink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.spec.Mode;
import dev.mlink.api.v1alpha1.spec.ModelGroupSpec;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.GrpcRuntimeControl;
import dev.mlink.operator.site.RunningOperator;
import dev.mlink.operator.site.Site;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.triton.testing.TestModel;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A group that is tried out, set to work, suspended and resumed, on real parts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModesIT {

    private static final Duration QUICK = Duration.ofSeconds(40);
    /** Several looks of the operator. */
    private static final Duration A_WHILE = Duration.ofSeconds(8);

    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: affine}
            spec:
              mode: DryRun
              triton: {service: {name: triton, grpcPort: GRPC_PORT, httpPort: HTTP_PORT}}
              budget: {device: CPU, memory: 250Mi}
              models:
                - {name: f, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
                - {name: g, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
                - {name: h, weight: 0.5, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01}, cost: {memory: 100Mi}}
            """;

    @TempDir
    private static Path directory;

    private static Site site;
    private static KubernetesClient rights;
    private static GrpcTritonControl triton;
    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        Path repository = directory.resolve("models");
        TestModel.affine("f", 2, 2, 1).writeTo(repository);
        TestModel.affine("g", 2, -1, 0).writeTo(repository);
        TestModel.affine("h", 2, 0.5, 1).writeTo(repository);
        site = new Site(directory.resolve("node"), repository);
        rights = site.api().operator("mlink-system", "site");
        triton = new GrpcTritonControl(Duration.ofSeconds(60));
        operator = new RunningOperator(rights, triton, new GrpcRuntimeControl());
    }

    @AfterAll
    static void stop() {
        operator.close();
        rights.close();
        site.close();
    }

    @Test
    @Order(1)
    void aDryRunWritesNothingButStatus() throws InterruptedException {
        site.triton().load("h"); // what is there before us

        site.apply(GROUP);

        ModelGroupStatus status = site.await("affine", "a proposal", QUICK, seen -> seen.reported()
                        .map(ModelGroupStatus::proposal)
                        .isPresent())
                .getStatus();
        assertThat(status.mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(status.proposal().set()).containsExactly("f", "g");
        assertThat(status.proposal().steps())
                .contains("write Deployment/affine-runtime")
                .anyMatch(step -> step.startsWith("load 'f' on "))
                .anyMatch(step -> step.startsWith("unload 'h' from "));
        assertThat(status.condition("Ready").map(Condition::reason)).contains("DryRun");
        Thread.sleep(A_WHILE.toMillis());
        assertThat(loaded()).containsExactly("h");
        assertThat(site.admin()
                        .apps()
                        .deployments()
                        .inNamespace(Site.NAMESPACE)
                        .withLabel(GroupNames.GROUP, "affine")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    @Order(2)
    void anActiveGroupDoesWhatWasProposed() {
        mode(Mode.ACTIVE);

        ModelGroup group = site.await("affine", "f and g active", QUICK, ModesIT::serves);

        assertThat(loaded()).containsExactlyInAnyOrder("f", "g");
        assertThat(group.getStatus().proposal()).isNull();
        assertThat(group.getStatus().found()).singleElement().satisfies(found -> assertThat(found.models())
                .containsExactly("h"));
    }

    @Test
    @Order(3)
    void aSuspendedGroupIsLeftAloneUntilItIsResumed() throws InterruptedException {
        mode(Mode.SUSPENDED);
        site.await("affine", "Suspended", QUICK, seen -> seen.getStatus().mode() == Mode.SUSPENDED);
        triton.unload(site.triton().grpc(), "f");
        Thread.sleep(A_WHILE.toMillis());

        assertThat(loaded()).containsExactly("g");

        mode(Mode.ACTIVE);
        site.await("affine", "f and g active", QUICK, seen -> serves(seen) && loaded().contains("f"));
    }

    @Test
    @Order(4)
    void aSuspendedGroupCanBeDeleted() {
        mode(Mode.SUSPENDED);
        site.await("affine", "Suspended", QUICK, seen -> seen.getStatus().mode() == Mode.SUSPENDED);
        var group = site.admin()
                .resources(ModelGroup.class)
                .inNamespace(Site.NAMESPACE)
                .withName("affine");

        group.delete();

        group.waitUntilCondition(gone -> gone == null, 60, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(loaded()).containsExactly("h");
    }

    private static List<String> loaded() {
        return triton.index(site.triton().grpc()).answer().orElseThrow().in(dev.mlink.operator.triton.ModelState.READY);
    }

    private static boolean serves(ModelGroup group) {
        return group.getStatus().mode() == Mode.ACTIVE
                && group.getStatus().models().stream()
                                .filter(model -> model.state() == ModelState.ACTIVE)
                                .count()
                        == 2;
    }

    private static void mode(Mode mode) {
        site.edit("affine", group -> {
            ModelGroupSpec spec = group.getSpec();
            group.setSpec(new ModelGroupSpec(
                    mode,
                    spec.triton(),
                    spec.budget(),
                    spec.escalation(),
                    spec.models(),
                    spec.links(),
                    spec.profiling(),
                    spec.sampling(),
                    spec.selection(),
                    spec.store(),
                    spec.runtime(),
                    spec.trainingJob()));
            return group;
        });
    }
}
