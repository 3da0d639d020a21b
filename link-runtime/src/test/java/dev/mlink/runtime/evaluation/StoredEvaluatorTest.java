package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Confidence;
import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import dev.mlink.runtime.store.NpzFile;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.training.Scene;
import dev.mlink.runtime.training.TrainCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands and the evaluator on one small training: a label implies a parity, a coin implies nothing. */
class StoredEvaluatorTest {
    private static final int SAMPLES = 200;

    @TempDir
    static Path directory;

    private static Store store;
    private final StoredEvaluator evaluator = new StoredEvaluator(store);

    @BeforeAll
    static void train() throws IOException {
        store = new Store(directory.resolve("store"));
        Scene scene = scene(1).profiled(store, "old", 1000);
        Path plan = Files.writeString(
                directory.resolve("plan.json"), JsonFormat.printer().print(scene.plan("old", 1)));
        Run run = run(new TrainCommand(), "--store", directory.resolve("store").toString(), "--plan", plan.toString());
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("label -> parity trained", "training 'old' is done\n");
        scene(2).profiled(store, "overlapping", 1000 + 100);
        scene(3).profiled(store, "same-time", 1000 - 80);
    }

    @Test
    void theSimplestPredictorThatNoRicherOneBeatsIsChosen() {
        Map<String, TargetEvaluation> targets = targets(Set.of("label"));
        assertThat(targets.keySet()).containsExactlyInAnyOrder("parity", "coin");
        TargetEvaluation parity = targets.get("parity");
        assertThat(parity.predictor().kind()).isEqualTo(Kind.RIDGE);
        assertThat(parity.predictor().sources()).containsExactly("label");
        assertThat(parity.rungs())
                .extracting(rung -> rung.predictor().kind())
                .containsExactly(Kind.PRIOR, Kind.RIDGE, Kind.LINK, Kind.JOINT);
        assertThat(parity.performance().value()).isGreaterThan(.95);
        assertThat(parity.performance().samples()).isEqualTo(70);
        assertThat(parity.prior()).isLessThan(.7);
    }

    @Test
    void withoutSourcesThePriorAnswers() {
        assertThat(targets(Set.of()).values()).hasSize(3).allSatisfy(target -> {
            assertThat(target.predictor().kind()).isEqualTo(Kind.PRIOR);
            assertThat(target.predictor().sources()).isEmpty();
            assertThat(target.performance().value()).isEqualTo(target.prior());
        });
    }

    @Test
    void aRicherPredictorThatIsNoBetterIsNotTaken() {
        TargetEvaluation parity = targets(Set.of("label", "coin")).get("parity");
        assertThat(parity.selection()).isEqualTo(1);
        assertThat(parity.predictor().kind()).isEqualTo(Kind.RIDGE);
        assertThat(parity.rungs()).hasSize(5).allSatisfy(rung -> assertThat(rung.selection())
                .isLessThanOrEqualTo(1));
    }

    @Test
    void theLadderOfTheArticleComparesNothing() {
        for (TargetEvaluation target : evaluator
                .evaluate("old", "old", Ladder.ARTICLE, List.of(Set.of("label", "coin")))
                .get(0)
                .targets()) {
            assertThat(target.predictor().kind()).isEqualTo(Kind.ENSEMBLE);
            assertThat(target.predictor().sources()).containsExactly("coin", "label");
        }
        assertThat(evaluator
                        .evaluate("old", "old", Ladder.ARTICLE, List.of(Set.of("coin")))
                        .get(0)
                        .targets())
                .extracting(target -> target.predictor().kind())
                .containsOnly(Kind.LINK);
    }

    @Test
    void whatNothingActivePredictsIsUnlinkableOnAnyLadder() {
        for (Ladder ladder : Ladder.values()) {
            Map<String, TargetEvaluation> targets = targets(ladder, Set.of("label"));
            assertThat(targets.get("coin").unlinkable())
                    .as("%s: a coin", ladder)
                    .isTrue();
            assertThat(targets.get("parity").unlinkable())
                    .as("%s: a parity", ladder)
                    .isFalse();
        }
        assertThat(targets(Set.of()).values())
                .as("nothing is active that could predict anything")
                .noneMatch(TargetEvaluation::unlinkable);
        assertThat(evaluator.report("old").orElseThrow().getLinksList())
                .filteredOn(TrainingReport.Link::getUnlinkable)
                .extracting(link -> link.getSource() + " -> " + link.getTarget())
                .contains("label -> coin", "parity -> coin")
                .doesNotContain("label -> parity", "parity -> label");
    }

    @Test
    void everySetIsAnsweredInTheOrderAsked() {
        List<Set<String>> sets = List.of(Set.of("coin"), Set.of(), Set.of("label", "parity", "coin"));
        List<SetEvaluation> evaluations = evaluator.evaluate("old", "old", Ladder.FULL, sets);
        assertThat(evaluations).extracting(SetEvaluation::set).isEqualTo(sets);
        assertThat(evaluations.get(2).targets()).isEmpty();
    }

    @Test
    void theLeadOfASetIsThatOfItsObjectiveSampleBySample() {
        List<Set<String>> sets = List.of(Set.of("label"), Set.of("label"), Set.of("coin"), Set.of("label", "coin"));
        Map<String, Double> weights = Map.of("label", 1.0, "parity", 2.0, "coin", 1.0);
        List<Lead> leads = evaluator.leads("old", "old", Ladder.FULL, sets, weights);
        double[] objectives = evaluator.evaluate("old", "old", Ladder.FULL, sets).stream()
                .mapToDouble(set -> objective(set, weights))
                .toArray();

        assertThat(leads.get(1)).isEqualTo(new Lead(0, 0, leads.get(0).samples()));
        assertThat(leads).hasSameSizeAs(sets);
        for (int set = 0; set < objectives.length; set++) {
            assertThat(leads.get(set).gain()).isCloseTo(objectives[0] - objectives[set], within(1e-9));
        }
        assertThat(leads.get(2).gain()).as("the coin tells nothing").isPositive();
        assertThat(leads.get(2).margin()).isPositive().isLessThan(leads.get(2).gain());
        assertThat(leads.get(2).samples()).isEqualTo(30);
        assertThatThrownBy(() -> evaluator.leads("old", "old", Ladder.FULL, sets, Map.of("label", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights: {label=0.0}; give at least one above 0");
    }

    private static double objective(SetEvaluation set, Map<String, Double> weights) {
        double predicted = set.targets().stream()
                .mapToDouble(target -> weights.get(target.target()) * target.selection())
                .sum();
        double active = set.set().stream().mapToDouble(weights::get).sum();
        return (predicted + active)
                / weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void samplesThatTheTrainingSawDoNotCountInAnotherProfile() {
        // the training learned from times 1000 to 1129; this profile spans 1100 to 1299
        SetEvaluation newer = evaluator
                .evaluate("old", "overlapping", Ladder.FULL, List.of(Set.of("label")))
                .get(0);
        assertThat(newer.targets().get(0).performance().samples()).isEqualTo(170 - 51);
        assertThatThrownBy(() -> evaluator.evaluate("old", "same-time", Ladder.FULL, List.of(Set.of("label"))))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("newer than those which training 'old' learned from");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(evaluator.report("other")).isEmpty();
        assertThatThrownBy(() -> evaluator.evaluate("other", "old", Ladder.FULL, List.of()))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("training 'other' is not in the store");
        assertThatThrownBy(() -> evaluator.evaluate("old", "other", Ladder.FULL, List.of()))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("profile 'other'");
        assertThatThrownBy(() -> evaluator.evaluate("old", "old", Ladder.FULL, List.of(Set.of("dice"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'dice', which the training does not know");
    }

    @Test
    void theCommandPrintsOneObjectPerFeasibleSetBestLast() throws IOException {
        Run run = evaluate("--budget", "300Mi", "--memory", "label=200Mi,parity=100Mi,coin=150Mi");
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
        List<JsonNode> lines = lines(evaluate());
        assertThat(lines).hasSize(8);
        assertThat(lines.get(7).path("objective").asDouble()).isEqualTo(1);
        assertThat(lines.get(7).has("memoryMiB")).isFalse();
    }

    @Test
    void predictorsThatServeAreCalibratedAndCertifiedWhereThatIsAsked() {
        List<SetEvaluation> sets = evaluator.evaluate("old", "old", Ladder.FULL, List.of(Set.of("label")));
        Map<String, TargetConfidence> confidences = evaluator
                .confidences("old", "old", Ladder.FULL, sets, Map.of("parity", .05))
                .get(0);
        assertThat(confidences.keySet()).containsExactlyInAnyOrder("parity", "coin");
        Confidence parity = confidences.get("parity").predictor();
        assertThat(parity.calibration().certainty()).isEqualTo(Certainty.LARGEST_SHARE);
        assertThat(parity.certificate())
                .hasValueSatisfying(certificate -> assertThat(certificate).isInstanceOf(Certified.class));
        Confidence coin = confidences.get("coin").predictor();
        assertThat(coin.certificate()).isEmpty();
        assertThat(coin.calibration().confidence(0)).as("a coin is guessed").isBetween(.3, .7);
        assertThatThrownBy(() -> evaluator.confidences("old", "old", Ladder.FULL, sets, Map.of("parity", .7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.7; write a share");
    }

    @Test
    void aModelThatWouldBeRefusedAddsNothing() {
        Map<String, Double> rates = Map.of("parity", .05, "coin", .05);
        List<SetEvaluation> sets = evaluator.evaluate("old", "old", Ladder.FULL, List.of(Set.of("label"), Set.of()));
        List<Map<String, Double>> givenOut = evaluator.givenOut("old", "old", Ladder.FULL, sets, rates);
        assertThat(givenOut.get(0).get("parity")).as("the label tells it").isGreaterThan(.9);
        assertThat(givenOut.get(0).get("coin")).as("half of it is right").isZero();
        assertThat(givenOut.get(1).get("parity")).as("nothing tells it").isZero();
        assertThat(givenOut.get(1)).as("of what has a declared rate").containsOnlyKeys("parity", "coin");
        Confidence parity = evaluator
                .confidences("old", "old", Ladder.FULL, sets, rates)
                .get(0)
                .get("parity")
                .predictor();
        assertThat(parity.certificate()).hasValueSatisfying(certificate -> assertThat(
                        ((Certified) certificate).accepted().givenOut())
                .isBetween(.9, 1.));
    }

    @Test
    void theCommandHoldsCertificatesAgainstTheHeldOutSamples() throws IOException {
        List<JsonNode> lines = lines(evaluate("--set", "label", "--set", "coin", "--max-disagreement", "0.05,coin=.4"));
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
        Run missing = run(new TrainCommand(), "--plan", nowhere.toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.error()).isEqualTo("train: cannot use the file " + nowhere + " (NoSuchFileException)\n");
        Path plan = Files.writeString(directory.resolve("bad.json"), "{\"format\": 9}");
        Run newer = run(new TrainCommand(), "--plan", plan.toString());
        assertThat(newer.status()).isEqualTo(3);
        assertThat(newer.error()).isEqualTo("train: format is 9; this version reads 1\n");
    }

    private static void refuses(String sentence, String... options) throws IOException {
        Run run = evaluate(options);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).isEmpty();
        assertThat(run.error()).startsWith("evaluate: ").contains(sentence);
    }

    private Map<String, TargetEvaluation> targets(Set<String> set) {
        return targets(Ladder.FULL, set);
    }

    private Map<String, TargetEvaluation> targets(Ladder ladder, Set<String> set) {
        return evaluator.evaluate("old", "old", ladder, List.of(set)).get(0).targets().stream()
                .collect(Collectors.toMap(TargetEvaluation::target, Function.identity()));
    }

    private static List<JsonNode> lines(Run run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new java.util.ArrayList<>();
        for (String line : run.output().lines().toList()) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static Run evaluate(String... options) throws IOException {
        Path file = directory.resolve("held.npz");
        float[][] labels = labels(9);
        new NpzFile(file)
                .write(Map.of(
                        "label",
                        Scene.array(labels),
                        "parity",
                        Scene.array(parities(labels)),
                        "coin",
                        Scene.array(coins(9))));
        List<String> arguments = new java.util.ArrayList<>(
                List.of("--store", directory.resolve("store").toString(), "--outputs", file.toString()));
        arguments.addAll(List.of(options));
        return run(new EvaluateCommand(), arguments.toArray(String[]::new));
    }

    /** How a command ended. */
    private record Run(int status, String output, String error) {}

    private static Run run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(status, out.toString(), err.toString());
    }

    private static Scene scene(long seed) {
        float[][] labels = labels(seed);
        return new Scene()
                .with("label", dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                .with("parity", dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.ACCURACY, parities(labels))
                .with("coin", dev.mlink.admin.v1alpha1.Task.SINGLE_LABEL, MetricType.ACCURACY, coins(seed));
    }

    private static float[][] labels(long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[SAMPLES][6];
        for (float[] row : rows) {
            row[random.nextInt(6)] = 1;
        }
        return rows;
    }

    private static float[][] parities(float[][] labels) {
        float[][] rows = new float[labels.length][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][Metric.Accuracy.largest(labels[i]) % 2] = 1;
        }
        return rows;
    }

    private static float[][] coins(long seed) {
        Random random = new Random(-seed);
        float[][] rows = new float[SAMPLES][2];
        for (float[] row : rows) {
            row[random.nextInt(2)] = 1;
        }
        return rows;
    }
}
