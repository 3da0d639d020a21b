package dev.mlink.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart holds the definitions that the Java types say. After a change of the types write them anew with
 * {@code ./mvnw -pl crds test -Dtest=DefinitionsTest -Dmlink.write=true}.
 */
class DefinitionsTest {
    private static final Path CHART = Path.of("..", "charts", "mlink", "crds");

    @Test
    void chartHoldsTheGeneratedDefinitions(@TempDir Path directory) throws IOException {
        Map<String, String> generated = Definitions.generate(directory);
        if (Boolean.getBoolean("mlink.write")) {
            for (Map.Entry<String, String> file : generated.entrySet()) {
                Files.writeString(CHART.resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(Definitions.read(CHART))
                .as("charts/mlink/crds is stale; write it anew with"
                        + " ./mvnw -pl crds test -Dtest=DefinitionsTest -Dmlink.write=true")
                .isEqualTo(generated);
    }
}
