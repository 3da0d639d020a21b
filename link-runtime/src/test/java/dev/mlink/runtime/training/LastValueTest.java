package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.evaluation.Ladder;
import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import dev.mlink.runtime.evaluation.SetEvaluation;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.evaluation.TargetConfidence;
import dev.mlink.runtime.evaluation.TargetEvaluation;
import dev.mlink.runtime.prediction.LastOutputs;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two streams, in which a scene stays for long: {@code held} answers what it is, {@code words} describes it, {@code coin}
 * has nothing to do with it, and {@code other} follows the coin.
 */
class LastValueTest {
    private static final int SAMPLES = 600;
    private static final int INTERVAL = 30;
    private static final int HELD = 40;
    private static final long START = 1_000_000;

    @TempDir
    static Path directory;

    private static Store store;
    private static Scene scene;
    private static List<Integer> states;

    private final StoredEvaluator evaluator = new StoredEvaluator(store);

    @BeforeAll
    static void train() throws IOException {
        store = new Store(directory);
        states = states(new Random(5));
        scene = scene(new Random(7)).streams(INTERVAL, "door", "yard");
        run(scene.profiled(store, "named", START).plan("named", 1));
        run(scene.streams(INTERVAL, "").profiled(store, "nameless", START).plan("nameless", 1));
    }

    @Test
    void aTargetThatHoldsItsValueIsAnsweredByItAndAWhiteNoiseIsNot() {
        Map<String, TargetEvaluation> targets = targets("named", Ladder.FULL, Set.of());
        TargetEvaluation held = targets.get("held");
        assertThat(held.predictor().kind()).isEqualTo(Kind.LAST);
        assertThat(held.predictor().sources()).as("nothing is loaded").isEmpty();
        assertThat(held.predictor().otherwise())
                .hasValueSatisfying(prior -> assertThat(prior.kind()).isEqualTo(Kind.PRIOR));
        assertThat(held.performance().value()).isGreaterThan(held.prior() + .3);
        assertThat(targets.get("words").predictor().kind()).as("texts too").isEqualTo(Kind.LAST);

        TargetEvaluation coin = targets.get("coin");
        assertThat(coin.predictor().kind()).isEqualTo(Kind.PRIOR);
        assertThat(coin.rungs())
                .extracting(rung -> rung.predictor().kind())
                .as("it was compared")
                .containsExactly(Kind.PRIOR, Kind.LAST);
    }

    @Test
    void aRicherPredictorWinsWhereItIsBetter() {
        TargetEvaluation other = targets("named", Ladder.FULL, Set.of("coin")).get("other");
        assertThat(other.predictor().kind()).isEqualTo(Kind.RIDGE);
        assertThat(other.rungs().get(1).predictor().otherwise())
                .as("what would serve without it")
                .contains(other.predictor());
    }

    @Test
    void itIsNoRungWithoutStreamsAndNoneOfTheArticle() {
        assertThat(kinds(targets("nameless", Ladder.FULL, Set.of("coin")).get("held")))
                .contains(Kind.PRIOR, Kind.RIDGE)
                .doesNotContain(Kind.LAST);
        assertThat(kinds(targets("named", Ladder.ARTICLE, Set.of("coin")).get("held")))
                .doesNotContain(Kind.LAST);
        assertThat(evaluator.report("nameless").orElseThrow().getTargetsList())
                .allSatisfy(target -> assertThat(target.getLastArtifact()).isEmpty());
    }

    @Test
    void aYoungValueIsTrustedMoreThanAnOldOne() {
        List<SetEvaluation> sets = evaluator.evaluate("named", "named", Ladder.FULL, List.of(Set.of()));
        Map<String, TargetConfidence> all = evaluator
                .confidences("named", "named", Ladder.FULL, sets, Map.of("held", .25))
                .get(0);
        assertThat(all.get("coin").last()).isEmpty();
        assertThat(all.get("held").last()).hasValueSatisfying(last -> {
            assertThat(last.calibration().certainty()).isEqualTo(Certainty.FRESHNESS);
            assertThat(last.calibration().confidence(Certainty.ofAge(2)))
                    .isGreaterThan(.85)
                    .isGreaterThan(last.calibration().confidence(Certainty.ofAge(INTERVAL)));
            assertThat(last.certificate())
                    .hasValueSatisfying(certificate -> assertThat(certificate).isInstanceOf(Certified.class));
        });
    }

    @Test
    void theNewestValueOfEachStreamIsKept() throws IOException {
        LastOutputs held = lastOutputs("held");
        assertThat(held.longestAge().toMillis()).isEqualTo(INTERVAL * 3 / 2);
        assertThat(held.byStream().keySet()).containsExactlyInAnyOrder("door", "yard");
        assertThat(held.byStream().get("yard").time()).isEqualTo(START + SAMPLES - 1);
        assertThat(held.byStream().get("yard").values()).containsExactly(oneOf(4, states.get(SAMPLES - 1)));
        assertThat(held.byStream().get("door").time()).isEqualTo(START + SAMPLES - 2);
        assertThat(held.byStream().get("door").values()).containsExactly(oneOf(4, states.get(SAMPLES - 2)));
        assertThat(lastOutputs("words").form()).isInstanceOf(dev.mlink.runtime.prediction.Words.class);
    }

    private LastOutputs lastOutputs(String target) throws IOException {
        String digest = evaluator.report("named").orElseThrow().getTargetsList().stream()
                .filter(candidate -> candidate.getTarget().equals(target))
                .findFirst()
                .orElseThrow()
                .getLastArtifact();
        return new PredictorLoader(store.artifacts()).lastOutputs(target, new Digest(digest));
    }

    private Map<String, TargetEvaluation> targets(String training, Ladder ladder, Set<String> active) {
        return evaluator.evaluate(training, training, ladder, List.of(active)).get(0).targets().stream()
                .collect(Collectors.toMap(TargetEvaluation::target, target -> target));
    }

    private static List<Kind> kinds(TargetEvaluation target) {
        return target.rungs().stream().map(rung -> rung.predictor().kind()).toList();
    }

    private static void run(TrainingPlan plan) throws IOException {
        String json = JsonFormat.printer().print(plan);
        new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
    }

    /** Each stream, every other sample, stays in one of four states for a random while. */
    private static List<Integer> states(Random random) {
        int[] now = {0, 1};
        List<Integer> all = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            int stream = sample % 2;
            if (random.nextInt(HELD) == 0) {
                now[stream] = (now[stream] + 1 + random.nextInt(3)) % 4;
            }
            all.add(now[stream]);
        }
        return all;
    }

    private static Scene scene(Random random) {
        float[][] held = new float[SAMPLES][];
        float[][] coin = new float[SAMPLES][];
        float[][] other = new float[SAMPLES][];
        List<String> words = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            int side = random.nextInt(2);
            held[sample] = oneOf(4, states.get(sample));
            coin[sample] = oneOf(2, side);
            other[sample] = oneOf(2, 1 - side);
            words.add("state number " + states.get(sample));
        }
        return new Scene()
                .with("held", Task.SINGLE_LABEL, MetricType.ACCURACY, held)
                .with("coin", Task.SINGLE_LABEL, MetricType.ACCURACY, coin)
                .with("other", Task.SINGLE_LABEL, MetricType.ACCURACY, other)
                .withTexts("words", words)
                .epochs(2);
    }

    private static float[] oneOf(int size, int index) {
        float[] shares = new float[size];
        shares[index] = 1;
        return shares;
    }
}
