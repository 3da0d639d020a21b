package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program on what the seven black boxes of examples/digits really answer: a training that is killed in
 * the middle, then goes on; then every set that fits 640 of 1360 MiB, scored on images that nothing learned from.
 */
class DigitsIT {
    private static final Path PROGRAM =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Path PYTHON = Path.of("../examples/digits/python").toAbsolutePath();
    private static final Path SCRIPT =
            Path.of("src/test/python/digits_profile.py").toAbsolutePath();
    private static final String MEMORY =
            "class=400Mi,parity=120Mi,upper=220Mi,lower=220Mi,holes=160Mi,box=60Mi,attributes=180Mi";
    private static final int LINKS = 42;

    @TempDir
    Path directory;

    @Test
    void linksOfRealModelsServeThemAllWithLessThanHalfOfTheirMemory() throws Exception {
        read(start(PYTHON.toString(), SCRIPT.toString(), directory.toString()));
        killAfterTwoLinks();
        List<String> lines = read(program("train", "--plan", "plan.json"));
        assertThat(lines).filteredOn("training 'digits' is done"::equals).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("->") && !line.startsWith("ensemble"))
                .hasSizeBetween(1, LINKS - 2);

        TrainingReport report = new StoredEvaluator(new Store(directory.resolve("store")))
                .report("digits")
                .orElseThrow();
        assertThat(report.getLinksList()).hasSize(LINKS).allSatisfy(link -> assertThat(link.getArtifact())
                .isNotEmpty());

        List<JsonNode> sets = new ArrayList<>();
        for (String line :
                read(program("evaluate", "--outputs", "held.npz", "--budget", "640Mi", "--memory", MEMORY))) {
            sets.add(new ObjectMapper().readTree(line));
        }
        assertThat(sets)
                .hasSizeGreaterThan(50)
                .allSatisfy(set -> assertThat(set.path("memoryMiB").asDouble()).isLessThanOrEqualTo(640));
        assertThat(sets.get(0).path("set")).isEmpty();
        assertThat(sets.get(sets.size() - 1).path("objective").asDouble()).isGreaterThan(.9);
    }

    private void killAfterTwoLinks() throws IOException, InterruptedException {
        Process training = program("train", "--plan", "plan.json");
        BufferedReader lines = training.inputReader(StandardCharsets.UTF_8);
        int links = 0;
        for (String line = lines.readLine(); line != null && links < 2; line = lines.readLine()) {
            links += line.contains("->") ? 1 : 0;
        }
        assertThat(links).isEqualTo(2);
        training.destroyForcibly().waitFor();
    }

    private Process program(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-jar", PROGRAM.toString()));
        command.addAll(List.of(arguments));
        return start(command.toArray(String[]::new));
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MLINK_STORE", directory.resolve("store").toString());
        return builder.start();
    }

    /** What it prints; it must end well. */
    private static List<String> read(Process process) throws IOException, InterruptedException {
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
