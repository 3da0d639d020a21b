package dev.mlink.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.testing.RuntimeProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of logs reads. */
class LogIT {
    @TempDir
    Path home;

    @Test
    void everyLineIsAnObjectWhereThatIsAskedFor() throws IOException {
        try (RuntimeProcess runtime = RuntimeProcess.start(home, Map.of("MLINK_LOG_JSON", "true"))) {
            List<JsonObject> lines = runtime.log().lines().map(JsonObject::new).toList();
            assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line.fieldNames())
                    .contains("timestamp", "level", "loggerName", "message"));
        }
    }

    @Test
    void theLogIsForPeopleOtherwise() throws IOException {
        try (RuntimeProcess runtime = RuntimeProcess.start(home, Map.of())) {
            assertThat(runtime.log()).contains(" INFO  [de.ml.ru.se.DataPlane] answering gRPC on port ");
        }
    }
}
