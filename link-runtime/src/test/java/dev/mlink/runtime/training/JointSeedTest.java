package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The seed of a joint network. Once in some hundred trainings the framework takes a sum in another order, whatever lies
 * where in memory, so that equal seeds are equal up to rounding.
 */
class JointSeedTest {
    private static final int SAMPLES = 120;

    /** What a last digit in one of 120 steps grows to, with room. */
    private static final float ROUNDING = .01f;

    @TempDir
    Path directory;

    @Test
    void equalSeedsDifferByRoundingAtMostAndOtherSeedsByMore() throws IOException {
        Artifact first = joint("first", 1);
        Artifact second = joint("second", 1);
        assertThat(second.description()).isEqualTo(first.description());
        first.arrays().forEach((name, array) -> assertThat(second.array(name).floats())
                .as(name)
                .containsExactly(array.floats(), within(ROUNDING)));
        assertThat(furthest(joint("third", 2).array("hidden_weight"), first.array("hidden_weight")))
                .isGreaterThan(10 * ROUNDING);
    }

    private Artifact joint(String name, long seed) throws IOException {
        Store store = new Store(directory.resolve(name));
        TrainingPlan plan = scene().profiled(store, "p", 0).plan("p", seed);
        String json = JsonFormat.printer().print(plan);
        new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
        String digest = new StoredEvaluator(store).report("p").orElseThrow().getJointArtifact();
        return store.artifacts().read(new Digest(digest));
    }

    private static Scene scene() {
        Random random = new Random(3);
        float[][] numbers = new float[SAMPLES][1];
        float[][] signs = new float[SAMPLES][2];
        for (int i = 0; i < SAMPLES; i++) {
            numbers[i][0] = (float) random.nextGaussian();
            signs[i][numbers[i][0] > 0 ? 1 : 0] = 1;
        }
        return new Scene()
                .epochs(60)
                .with("number", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, numbers)
                .with("sign", Task.SINGLE_LABEL, MetricType.ACCURACY, signs);
    }

    private static float furthest(NpyArray one, NpyArray other) {
        float furthest = 0;
        for (int i = 0; i < one.size(); i++) {
            furthest = Math.max(furthest, Math.abs(one.floats()[i] - other.floats()[i]));
        }
        return furthest;
    }
}
