package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.evaluation.Ladder;
import dev.mlink.runtime.evaluation.Metric;
import dev.mlink.runtime.evaluation.PredictorChoice;
import dev.mlink.runtime.evaluation.Rung;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four observers of one of eight scenes: three see it half of the time (each its own half), one sees nothing. What they
 * know adds up, so the ensemble must gain with each that is active, and ignore the blind one, whichever are active.
 */
class EnsembleTrainerTest {
    private static final int SAMPLES = 500;
    private static final int CLASSES = 8;
    private static final List<String> OBSERVERS = List.of("first", "second", "third");

    @TempDir
    static Path directory;

    private static float[][] scene;
    private static float[][][] seen;
    private static Store store;
    private static Digest ensemble;

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(8);
        scene = new float[SAMPLES][CLASSES];
        seen = new float[4][SAMPLES][CLASSES];
        for (int i = 0; i < SAMPLES; i++) {
            int label = random.nextInt(CLASSES);
            scene[i][label] = 1;
            for (int observer = 0; observer < 4; observer++) {
                boolean sees = observer < 3 && random.nextBoolean();
                for (int j = 0; j < CLASSES; j++) {
                    float share = sees ? (j == label ? .93f : .01f) : 1f / CLASSES;
                    seen[observer][i][j] = share + .001f * random.nextFloat();
                }
            }
        }
        store = new Store(directory);
        TrainingPlan.Builder plan = new Scene()
                        .with("first", Task.SINGLE_LABEL, MetricType.ACCURACY, seen[0])
                        .with("second", Task.SINGLE_LABEL, MetricType.ACCURACY, seen[1])
                        .with("third", Task.SINGLE_LABEL, MetricType.ACCURACY, seen[2])
                        .with("blind", Task.SINGLE_LABEL, MetricType.ACCURACY, seen[3])
                        .with("scene", Task.SINGLE_LABEL, MetricType.ACCURACY, scene)
                        .profiled(store, "p", 0)
                        .plan("p", 3)
                        .toBuilder();
        List<TrainingPlan.Link> wanted = plan.getLinksList().stream()
                .filter(link -> link.getTarget().equals("scene"))
                .toList();
        String json = JsonFormat.printer().print(plan.clearLinks().addAllLinks(wanted));
        new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
        ensemble = new Digest(new StoredEvaluator(store)
                .report("p").orElseThrow().getTargetsList().stream()
                        .filter(target -> target.getTarget().equals("scene"))
                        .findFirst()
                        .orElseThrow()
                        .getEnsembleArtifact());
    }

    @Test
    void eachObserverAddsWhatItSees() throws IOException {
        for (int observers = 1; observers <= OBSERVERS.size(); observers++) {
            assertThat(accuracy(OBSERVERS.subList(0, observers))).isGreaterThan(.95 * seenBy(observers));
        }
        assertThat(seenBy(3)).isGreaterThan(seenBy(1) + .2);
    }

    @Test
    void theBlindOneDoesNoHarmToAnySubset() throws IOException {
        for (List<String> active : List.of(List.of("first"), List.of("second", "third"), OBSERVERS)) {
            List<String> joined = new ArrayList<>(active);
            joined.add("blind");
            assertThat(accuracy(joined)).isGreaterThan(accuracy(active) - .03);
        }
    }

    @Test
    void theEvaluatorSeesWhatIsServed() throws IOException {
        var evaluation = new StoredEvaluator(store)
                .evaluate("p", "p", Ladder.FULL, List.of(Set.of("first", "second", "third")))
                .get(0);
        var target = evaluation.targets().stream()
                .filter(each -> each.target().equals("scene"))
                .findFirst()
                .orElseThrow();
        Rung rung = target.rungs().stream()
                .filter(each -> each.predictor().kind() == PredictorChoice.Kind.ENSEMBLE)
                .findFirst()
                .orElseThrow();
        assertThat(rung.predictor().artifact()).isEqualTo(ensemble.text());
        assertThat(rung.predictor().sources()).containsExactly("first", "second", "third");
        assertThat(rung.performance().value())
                .isEqualTo(accuracy(rung.predictor().sources()));
    }

    /** The share of the certification part that at least one of them saw; the rest is luck. */
    private static double seenBy(int observers) {
        double known = 0;
        for (int i = 325; i < SAMPLES; i++) {
            boolean one = false;
            for (int observer = 0; observer < observers; observer++) {
                one |= seen[observer][i][label(scene[i])] > .5;
            }
            known += one ? 1 : 0;
        }
        return known / (SAMPLES - 325);
    }

    private static int label(float[] row) {
        int label = 0;
        while (row[label] < .5) {
            label++;
        }
        return label;
    }

    /** On the certification part, as served. */
    private static double accuracy(List<String> active) throws IOException {
        Predictor predictor = new PredictorLoader(store.artifacts()).load("scene", ensemble, active);
        List<String> all = List.of("first", "second", "third", "blind");
        Metric metric = new Metric.Accuracy();
        double hits = 0;
        for (int i = 325; i < SAMPLES; i++) {
            int sample = i;
            List<float[]> outputs = active.stream()
                    .map(source -> seen[all.indexOf(source)][sample])
                    .toList();
            float[] answer = new float[CLASSES];
            predictor.predict(outputs, 1, answer);
            hits += metric.score(answer, scene[i]);
        }
        return hits / (SAMPLES - 325);
    }
}
