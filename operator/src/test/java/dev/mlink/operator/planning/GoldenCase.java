package dev.mlink.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One decision as a pair of files: {@code in-NAME.yaml} is what is observed, {@code out-NAME.yaml} what is decided.
 * After an intended change run the tests with {@code -Dmlink.golden=rewrite}: the out-files are written anew and the tests
 * fail once, so that nobody takes a rewritten file for a passed test; look at the difference before committing it.
 */
public record GoldenCase(Path in, Path out) {

    private static final Path RESOURCES = Path.of("src", "test", "resources", "planning");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    /** A test for every in-file of a room; a room without any is an error. */
    public static Stream<DynamicTest> of(String room, Function<JsonNode, Object> decision) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(room))) {
            List<Path> inputs = files.filter(
                            file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .toList();
            assertThat(inputs).as("cases in %s", RESOURCES.resolve(room)).isNotEmpty();
            return inputs.stream().map(GoldenCase::of).map(golden -> golden.test(decision));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a sealed type of ours reads in a file: its name, then its components. */
    public static Map<String, Object> tagged(Object value) {
        return new TreeMap<>(Map.of(value.getClass().getSimpleName(), value));
    }

    private static GoldenCase of(Path in) {
        String name = in.getFileName().toString().replaceFirst("^in-", "out-");
        return new GoldenCase(in, in.resolveSibling(name));
    }

    private DynamicTest test(Function<JsonNode, Object> decision) {
        return DynamicTest.dynamicTest(in.getFileName().toString(), () -> check(decision));
    }

    private void check(Function<JsonNode, Object> decision) throws IOException {
        String decided = written(decision.apply(YAML.readTree(in.toFile())));
        if ("rewrite".equals(System.getProperty("mlink.golden"))) {
            Files.writeString(out, decided);
            throw new AssertionError(
                    "rewrote " + out + "; look at the difference and run again without -Dmlink.golden");
        }
        assertThat(out).as("run with -Dmlink.golden=rewrite to write it").exists();
        assertThat(decided).isEqualTo(Files.readString(out));
    }

    private static String written(Object decision) throws JsonProcessingException {
        return YAML.writeValueAsString(decision);
    }
}
