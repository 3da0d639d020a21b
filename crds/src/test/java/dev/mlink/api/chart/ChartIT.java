package dev.mlink.api.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.api.testing.Chart;
import dev.mlink.api.testing.KubernetesApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart renders what the golden files say. After a change write them anew with
 * {@code ./mvnw -pl crds verify -Dit.test=ChartIT -Dmlink.write=true} and read the difference.
 */
class ChartIT {
    private static final Path CASES = Path.of("src", "test", "resources", "chart");
    private static Chart chart;

    @BeforeAll
    static void find() {
        chart = Chart.ofThisCheckout();
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults", "everything"})
    void rendersTheGoldenFile(String name) throws IOException {
        String rendered = chart.render("mlink-system", "--values=" + CASES.resolve(name + ".values.yaml"));
        Path golden = CASES.resolve(name + ".golden.yaml");
        if (Boolean.getBoolean("mlink.write")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults", "everything"})
    void isCleanForTheStrictLinter(String name) {
        assertThat(chart.lint("--values=" + CASES.resolve(name + ".values.yaml")))
                .contains("0 chart(s) failed");
    }

    @Test
    void anApiServerTakesAllOfIt() {
        try (KubernetesApi api = KubernetesApi.start()) {
            List.of("mlink-system", "building", "city").forEach(api::namespace);
            for (String name : List.of("defaults", "everything")) {
                api.apply(chart.render("mlink-system", "--values=" + CASES.resolve(name + ".values.yaml")));
            }
            assertThat(api.admin()
                            .apps()
                            .deployments()
                            .inNamespace("mlink-system")
                            .withName("mlink-operator")
                            .get()
                            .getSpec()
                            .getReplicas())
                    .isEqualTo(2);
        }
    }

    static Stream<RefusedValue> aWrongValueIsRefused() {
        return Stream.of(
                new RefusedValue("image=", "at '/image': minLength: got 0, want 1"),
                new RefusedValue("linkRuntime.image=", "at '/linkRuntime/image': minLength: got 0, want 1"),
                new RefusedValue("replicas=0", "at '/replicas': minimum: got 0, want 1"),
                new RefusedValue("logLevel=loud", "at '/logLevel': value must be one of 'ERROR', 'WARN'"),
                new RefusedValue("watchNamespaces={A}", "at '/watchNamespaces/0': 'A' does not match pattern"),
                new RefusedValue("watchNamespaces=a", "at '/watchNamespaces': got string, want array"),
                new RefusedValue("nodeMetrics=maybe", "at '/nodeMetrics': got string, want boolean"),
                new RefusedValue("podMetrics=maybe", "at '/podMetrics': got string, want boolean"),
                new RefusedValue("imagePullPolicy=Sometimes", "at '/imagePullPolicy': value must be one of 'Always'"),
                new RefusedValue("watchNamespace=a", "additional properties 'watchNamespace' not allowed"));
    }

    @ParameterizedTest
    @MethodSource
    void aWrongValueIsRefused(RefusedValue refused) {
        assertThatThrownBy(() -> chart.render("mlink-system", "--set=" + refused.value()))
                .hasMessageContaining(refused.expected());
    }

    record RefusedValue(String value, String expected) {}
}
