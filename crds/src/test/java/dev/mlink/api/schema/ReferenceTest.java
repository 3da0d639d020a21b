package dev.mlink.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference says what the definitions say. Write it anew with
 * {@code ./mvnw -pl crds test -Dtest=ReferenceTest -Dmlink.write=true}.
 */
class ReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference.md");

    @Test
    void pageSaysWhatTheDefinitionsSay(@TempDir Path directory) throws IOException {
        Reference reference = new Reference(new TreeMap<>(Definitions.generate(directory))
                .values().stream()
                        .map(yaml -> Serialization.unmarshal(yaml, CustomResourceDefinition.class))
                        .toList());
        if (Boolean.getBoolean("mlink.write")) {
            Files.writeString(PAGE, reference.page());
        }
        assertThat(PAGE)
                .as("docs/reference.md is stale; write it anew with"
                        + " ./mvnw -pl crds test -Dtest=ReferenceTest -Dmlink.write=true")
                .hasContent(reference.page());
    }
}
