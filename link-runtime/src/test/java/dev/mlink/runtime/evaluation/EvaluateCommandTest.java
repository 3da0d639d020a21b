package dev.mlink.runtime.evaluation;

import static dev.mlink.runtime.evaluation.CoinTraining.SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.runtime.evaluation.CoinTraining.Run;
import dev.mlink.runtime.training.TrainCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print of one small training, and what they refuse. */
class EvaluateCommandTest {
    @TempDir
    static Path directory;

    private static CoinTraining training;

    @BeforeAll
    static void train() throws IOException {
        training = CoinTraining.in(directory);
    }

    @Test
    void theCommandPrintsOneObjectPerFeasibleSetBestLast() throws IOException {
        Run run = training.evaluate("--budget", "300Mi", "--memory", "label=200Mi,parity=100Mi,coin=150Mi");
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isZero();
        List<JsonNode> lines = lines(run);
        assertThat(lines).hasSize(6);
        JsonNode best = lines.get(5);
        assertThat(best.path("set").toString()).isEqualTo("[\"label\",\"parity\"]");
        assertThat(best.path("memoryMiB").asDouble()).isEqualTo(300);
        assertThat(best.at("/targets/coin/sources").isArray()).isTrue();
        assertThat(lines)
                .isSortedAccordingTo((a, b) -> Double.compare(
                        a.path("objective").asDouble(), b.path("objective").asDouble()));
        JsonNode label = lines.stream()
                .filter(line -> line.path("set").toString().equals("[\"label\"]"))
                .findFirst()
                .orElseThrow();
        JsonNode parity = label.at("/targets/parity");
        assertThat(parity.path("predictor").asText()).isEqualTo("RIDGE");
        assertThat(parity.path("performance").asDouble()).isBetween(.95, 1d);
        assertThat(parity.path("lower").asDouble())
                .isLessThanOrEqualTo(parity.path("performance").asDouble());
        double mean = (1
                        + parity.path("performance").asDouble()
                        + label.at("/targets/coin/performance").asDouble())
                / 3;
        assertThat(label.path("objective").asDouble()).isEqualTo(mean);
    }

    @Test
    void withoutABudgetEverySetIsPrinted() throws IOException {
        List<JsonNode> lines = lines(training.evaluate());
        assertThat(lines).hasSize(8);
        assertThat(lines.get(7).path("objective").asDouble()).isEqualTo(1);
        assertThat(lines.get(7).has("memoryMiB")).isFalse();
    }

    @Test
    void theCommandHoldsCertificatesAgainstTheHeldOutSamples() throws IOException {
        List<JsonNode> lines =
                lines(training.evaluate("--set", "label", "--set", "coin", "--max-disagreement", "0.05,coin=.4"));
        assertThat(lines).hasSize(2);
        JsonNode label = lines.get(1);
        assertThat(label.path("set").toString()).isEqualTo("[\"label\"]");
        JsonNode parity = label.at("/targets/parity/certificate");
        assertThat(parity.path("certified").asBoolean()).isTrue();
        assertThat(parity.path("maxDisagreement").asDouble()).isEqualTo(.05);
        assertThat(parity.path("bound").asDouble()).isLessThanOrEqualTo(.05);
        assertThat(parity.path("samples").asInt()).isEqualTo(70);
        assertThat(parity.at("/held/samples").asInt()).isEqualTo(SAMPLES);
        assertThat(parity.at("/held/accepted").asDouble()).isGreaterThan(.8);
        assertThat(parity.at("/held/disagreement").asDouble()).isLessThan(.05);
        JsonNode coin = label.at("/targets/coin/certificate");
        assertThat(coin.path("certified").asBoolean()).isFalse();
        assertThat(coin.path("maxDisagreement").asDouble()).isEqualTo(.4);
        assertThat(coin.path("reason").asText()).contains("most confident");
        assertThat(coin.has("threshold")).isFalse();
        assertThat(coin.at("/held/accepted").asDouble()).isZero();
    }

    @Test
    void theCommandSaysWhatIsWrong() throws IOException {
        refuses(
                "needs the memory of every model; add --memory parity=400Mi,coin=400Mi",
                "--budget",
                "1",
                "--memory",
                "label=1");
        refuses("--memory names 'dice'", "--memory", "dice=1");
        refuses("--set [dice] is no set of [label, parity, coin]", "--set", "dice");
        refuses("--max-disagreement names 'dice'", "--max-disagreement", "dice=0.05");
        refuses("--max-disagreement is 'coin=5 %'; write a share", "--max-disagreement", "coin=5 %");
        refuses("--max-disagreement is '0.5'; write a share", "--max-disagreement", "0.5");
        refuses("--budget is '1 MB'", "--budget", "1 MB");
        refuses("training 'none' is not in the store", "--training", "none");
    }

    @Test
    void aTrainingThatCannotBeginSaysWhy() throws IOException {
        Path nowhere = directory.resolve("nowhere.json");
        Run missing = CoinTraining.run(new TrainCommand(), "--plan", nowhere.toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.error()).isEqualTo("train: cannot use the file " + nowhere + " (NoSuchFileException)\n");
        Path plan = Files.writeString(directory.resolve("bad.json"), "{\"format\": 9}");
        Run newer = CoinTraining.run(new TrainCommand(), "--plan", plan.toString());
        assertThat(newer.status()).isEqualTo(3);
        assertThat(newer.error()).isEqualTo("train: format is 9; this version reads 1\n");
    }

    private static void refuses(String sentence, String... options) throws IOException {
        Run run = training.evaluate(options);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.error()).startsWith("evaluate: ").contains(sentence);
    }

    private static List<JsonNode> lines(Run run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.output().lines().toList()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }
}
