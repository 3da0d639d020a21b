package dev.mlink.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.api.v1alpha1.status.ModelStatus;
import dev.mlink.operator.runtime.GrpcRuntimeControl;
import dev.mlink.operator.site.Client;
import dev.mlink.operator.site.LocalRuntimes;
import dev.mlink.operator.site.RunningOperator;
import dev.mlink.operator.site.Site;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.triton.testing.TestModel;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two groups on one Triton, each with a budget of its own, on real parts. */
class SharedTritonIT {

    private static final Duration QUICK = Duration.ofSeconds(90);

    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: %s}
            spec:
              triton: {service: {name: triton, grpcPort: GRPC_PORT, httpPort: HTTP_PORT}}
              budget: {device: CPU, memory: %s}
              models:
            """;

    private static final String MODEL =
            "    - {name: %s, output: {tensor: Y, task: Regression}, metric: {type: WithinTolerance, tolerance: 0.01},"
                    + " cost: {memory: 100Mi}}\n";

    @TempDir
    private static Path directory;

    private static Site site;
    private static KubernetesClient rights;
    private static GrpcTritonControl triton;
    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        Path repository = directory.resolve("models");
        for (String model : List.of("f", "g", "h", "k")) {
            TestModel.affine(model, 2, 2, 1).writeTo(repository);
        }
        site = new Site(directory.resolve("node"), repository);
        rights = site.api().operator("mlink-system", "site");
        triton = new GrpcTritonControl(Duration.ofSeconds(60));
        operator = new RunningOperator(rights, triton, new LocalRuntimes(new GrpcRuntimeControl()));
    }

    @AfterAll
    static void stop() {
        operator.close();
        rights.close();
        site.close();
    }

    @Test
    void eachHasItsOwnBudgetAndAModelOfBothIsTheOlderOnes() throws InterruptedException {
        site.apply(group("first", "150Mi", "f", "g"));
        Thread.sleep(1100); // Kubernetes tells ages in seconds
        site.apply(group("second", "250Mi", "f", "h", "k"));

        ModelGroup first = site.await(
                "first", "one model active", QUICK, seen -> active(seen).size() == 1);
        ModelGroup second = site.await(
                "second", "two models active", QUICK, seen -> active(seen).size() == 2);

        assertThat(active(first)).containsExactly("f");
        assertThat(active(second)).containsExactly("h", "k");
        assertThat(triton.index(site.triton().grpc())
                        .answer()
                        .orElseThrow()
                        .in(dev.mlink.operator.triton.ModelState.READY))
                .containsExactlyInAnyOrder("f", "h", "k");
        ModelStatus shared = second.getStatus().model("f").orElseThrow();
        assertThat(shared.state()).isEqualTo(ModelState.UNAVAILABLE);
        assertThat(shared.reason()).contains("belongs to group 'first', which is older");
        assertThat(second.getStatus().condition("Ready").orElseThrow().reason()).isEqualTo("ModelOfAnotherGroup");
        assertThat(second.getStatus().condition("Overcommitted").orElseThrow().reason())
                .isEqualTo("DeviceUnknown");
        try (Client one = new Client(0);
                Client other = new Client(1)) {
            assertThat(Client.values(one.infer("f", .5f, 1f))).containsExactly(2f, 3f);
            assertThat(Client.values(other.infer("h", .5f, 1f))).containsExactly(2f, 3f);
            assertThatThrownBy(() -> other.infer("f", .5f, 1f))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAVAILABLE");
        }
        site.await("first", "no claim left", QUICK, seen -> seen.getStatus().claim() == null);
        site.await("second", "no claim left", QUICK, seen -> seen.getStatus().claim() == null);

        delete("second");
        assertThat(triton.index(site.triton().grpc())
                        .answer()
                        .orElseThrow()
                        .in(dev.mlink.operator.triton.ModelState.READY))
                .containsExactly("f");
    }

    private static void delete(String name) {
        var group = site.admin()
                .resources(ModelGroup.class)
                .inNamespace(Site.NAMESPACE)
                .withName(name);
        group.delete();
        group.waitUntilCondition(gone -> gone == null, 90, java.util.concurrent.TimeUnit.SECONDS);
    }

    private static String group(String name, String budget, String... models) {
        StringBuilder yaml = new StringBuilder(GROUP.formatted(name, budget));
        for (String model : models) {
            yaml.append(MODEL.formatted(model));
        }
        return yaml.toString();
    }

    private static List<String> active(ModelGroup group) {
        return group.reported().stream()
                .flatMap(status -> status.models().stream())
                .filter(model -> model.state() == ModelState.ACTIVE)
                .map(ModelStatus::name)
                .toList();
    }
}
