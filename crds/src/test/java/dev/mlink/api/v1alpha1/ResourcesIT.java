package dev.mlink.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.api.testing.KubernetesApi;
import dev.mlink.api.v1alpha1.spec.Mode;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.SelectionStatus;
import dev.mlink.api.v1alpha1.status.Summary;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server makes of our resources: defaults, status, columns, round trips. */
class ResourcesIT {
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
    void theSchemaAndTheTypesHaveTheSameDefaults() throws IOException {
        ModelGroup written = read("minimal");
        ModelGroup stored = api.admin().resource(written).inNamespace("default").create();
        try {
            assertThat(stored.getSpec()).isEqualTo(written.getSpec());
            JsonNode spec = get("/apis/mlink.dev/v1alpha1/namespaces/default/modelgroups/digits", "application/json")
                    .get("spec");
            assertThat(spec.at("/links/training/epochs").asInt()).isEqualTo(100);
            assertThat(spec.at("/links/create").asText()).isEqualTo("All");
            assertThat(spec.at("/profiling/interval").asText()).isEqualTo("1h");
            assertThat(spec.at("/models/0/weight").asDouble()).isEqualTo(1);
        } finally {
            api.admin().resource(stored).delete();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "bucket", "devices", "managed"})
    void everyFieldSurvivesTheRoundTrip(String name) throws IOException {
        ModelGroup written = read(name);
        ModelGroup stored = api.admin().resource(written).inNamespace("default").create();
        try {
            assertThat(stored.getSpec()).isEqualTo(written.getSpec());
            assertThat(Serialization.asYaml(stored.getSpec())).isEqualTo(Serialization.asYaml(written.getSpec()));
        } finally {
            api.admin().resource(stored).delete();
        }
    }

    @Test
    void statusIsItsOwnSubresourceAndFillsTheColumns() throws IOException {
        KubernetesClient admin = api.admin();
        ModelGroup group =
                admin.resource(read("minimal")).inNamespace("default").create();
        try {
            group.setStatus(status(Instant.parse("2026-11-22T14:41:00.75Z")));
            admin.resource(group).updateStatus();

            ModelGroup stored = admin.resource(group).get();
            assertThat(stored.getMetadata().getGeneration()).isEqualTo(1);
            assertThat(stored.reported()).contains(group.getStatus());
            assertThat(row("modelgroups"))
                    .startsWith("digits", "1/1", "640Mi", "400Mi", "0.948", "0%", "True", "2026-11-22T14:41:00Z");
        } finally {
            admin.resource(group).delete();
        }
    }

    @Test
    void columnsOfALink() throws IOException {
        ModelLink link = Serialization.unmarshal(
                """
                apiVersion: mlink.dev/v1alpha1
                kind: ModelLink
                metadata: {name: digits-3f9c21a07b}
                spec: {group: digits, source: class, target: parity}
                """,
                ModelLink.class);
        ModelLink stored = api.admin().resource(link).inNamespace("default").create();
        assertThat(stored.getSpec()).isEqualTo(link.getSpec());
        assertThat(columns("modellinks"))
                .containsExactly("Name", "Group", "Source", "Target", "Performance", "Skill", "Ready", "Age");
        assertThat(row("modellinks")).startsWith("digits-3f9c21a07b", "digits", "class", "parity");
    }

    private static ModelGroupStatus status(Instant next) {
        Condition ready = new Condition("Ready", ConditionStatus.TRUE, "Serving", "All models are answered.", next, 1L);
        SelectionStatus selection = new SelectionStatus(
                7L,
                null,
                0.948,
                null,
                List.of("class"),
                1L,
                "p1",
                "EXACT",
                List.of(),
                next,
                next,
                "best of 1",
                null,
                List.of());
        return new ModelGroupStatus(
                1L,
                Mode.ACTIVE,
                new Summary("1/1", "400Mi", "0%", 0.948),
                List.of(ready),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                selection,
                null,
                null,
                List.of());
    }

    private static ModelGroup read(String name) throws IOException {
        return Serialization.unmarshal(
                Files.readString(Path.of("src", "test", "resources", "accepted", name + ".yaml")), ModelGroup.class);
    }

    private static List<String> columns(String plural) {
        List<String> names = new ArrayList<>();
        table(plural)
                .get("columnDefinitions")
                .forEach(column -> names.add(column.get("name").asText()));
        return names;
    }

    private static List<String> row(String plural) {
        List<String> cells = new ArrayList<>();
        table(plural).at("/rows/0/cells").forEach(cell -> cells.add(cell.asText()));
        return cells;
    }

    private static JsonNode table(String plural) {
        return get(
                "/apis/mlink.dev/v1alpha1/namespaces/default/" + plural,
                "application/json;as=Table;v=v1;g=meta.k8s.io");
    }

    private static JsonNode get(String path, String accept) {
        KubernetesClient admin = api.admin();
        HttpRequest request = admin.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create(admin.getMasterUrl().toString()).resolve(path))
                .header("Accept", accept)
                .build();
        return admin.getHttpClient()
                .sendAsync(request, String.class)
                .orTimeout(10, TimeUnit.SECONDS)
                .thenApply(response -> Serialization.unmarshal(response.body(), JsonNode.class))
                .join();
    }
}
