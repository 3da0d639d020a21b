package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.calibration.Certificate.Certified;
import dev.mlink.runtime.calibration.Confidence;
import dev.mlink.runtime.evaluation.Ladder;
import dev.mlink.runtime.evaluation.PredictorChoice.Kind;
import dev.mlink.runtime.evaluation.Rung;
import dev.mlink.runtime.evaluation.SetEvaluation;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.evaluation.TargetEvaluation;
import dev.mlink.runtime.prediction.JointNetwork;
import dev.mlink.runtime.prediction.JointPredictor;
import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two signs and their product: neither sign alone says anything about the product, both together say all. A weighed sum
 * of links gets three of the four cases at best, the joint network all of them.
 */
class JointTrainerTest {
    private static final int SAMPLES = 500;

    @TempDir
    static Path directory;

    private static Store store;
    private static Scene scene;
    private static float[][] signs;

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(5);
        signs = new float[SAMPLES][1];
        float[][] others = new float[SAMPLES][1];
        float[][] products = new float[SAMPLES][2];
        float[][] sizes = new float[SAMPLES][1];
        for (int i = 0; i < SAMPLES; i++) {
            signs[i][0] = random.nextBoolean() ? 1 : -1;
            others[i][0] = random.nextBoolean() ? 3 : -3;
            products[i][signs[i][0] * others[i][0] > 0 ? 1 : 0] = 1;
            // where the first sign is negative, the size is anybody's guess
            sizes[i][0] = signs[i][0] > 0 ? 10 : 10 + 20 * (random.nextFloat() - .5f);
        }
        store = new Store(directory);
        scene = new Scene()
                .epochs(200)
                .with("sign", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, signs)
                .with("other", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, others)
                .with("product", Task.SINGLE_LABEL, MetricType.ACCURACY, products)
                .with("size", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, sizes)
                .profiled(store, "free", 0)
                .profiled(store, "forbidden", 0);
        run(scene.plan("free", 1));
        run(scene.plan("forbidden", 1).toBuilder()
                .addForbidden(TrainingPlan.Pair.newBuilder().setSource("other").setTarget("product"))
                .build());
    }

    @Test
    void itKnowsWhatNoLinkKnows() {
        TargetEvaluation product = product("free", Set.of("sign", "other"));
        assertThat(product.predictor().kind()).isEqualTo(Kind.JOINT);
        assertThat(product.performance().value()).isGreaterThan(.97);
        assertThat(product.rungs())
                .filteredOn(rung -> rung.predictor().kind() != Kind.JOINT)
                .hasSize(4)
                .allSatisfy(rung -> assertThat(rung.performance().value()).isLessThan(.9));
    }

    @Test
    void withOneOfTheTwoItClaimsNothing() {
        assertThat(joint(product("free", Set.of("sign"))).performance().value()).isBetween(.35, .65);
    }

    @Test
    void aForbiddenPairIsMaskedThereToo() {
        Rung masked = joint(product("forbidden", Set.of("sign", "other")));
        assertThat(masked.predictor().sources()).containsExactly("sign");
        assertThat(masked.performance().value()).isBetween(.35, .65);
    }

    @Test
    void withoutASourceItAnswersAsIfItNeverHadIt() throws IOException {
        JointNetwork network = network();
        List<float[]> sign = List.of(new float[] {1, -1});
        float[] masked = new float[4];
        network.predictor(List.of("product"), List.of("sign", "other"))
                .without(Set.of(1))
                .orElseThrow()
                .predict(sign, 2, masked);
        float[] fewer = new float[4];
        network.predictor(List.of("product"), List.of("sign")).predict(sign, 2, fewer);
        assertThat(masked).containsExactly(fewer, within(1e-6f));
        float[] both = new float[4];
        network.predictor(List.of("product"), List.of("sign", "other"))
                .predict(List.of(new float[] {1, -1}, new float[] {3, 3}), 2, both);
        assertThat(both[1]).isGreaterThan(masked[1]); // which it can only guess now
    }

    private static JointNetwork network() throws IOException {
        return JointNetwork.of(store.artifacts()
                .read(new Digest(
                        new StoredEvaluator(store).report("free").orElseThrow().getJointArtifact())));
    }

    @Test
    void itForeseesWhereItErrs() throws IOException {
        JointPredictor size = network().predictor(List.of("size"), List.of("sign"));
        float[] foreseen = new float[2];
        size.foresee(List.of(new float[] {1, -1}), 2, foreseen);
        assertThat(foreseen[1]).isGreaterThan(foreseen[0] + 1);
        // a plain number shows nothing of itself, so the foreseen loss is all there is to choose samples by
        assertThat(Uncertainty.OF_ANSWER.of(size, List.of(new float[] {1, -1}), 2, new float[2]))
                .containsExactly(foreseen[0], foreseen[1]);
    }

    @Test
    void whatItForeseesTellsItsGoodAnswersFromItsBadOnes() {
        StoredEvaluator evaluator = new StoredEvaluator(store);
        SetEvaluation set = evaluator
                .evaluate("free", "free", Ladder.FULL, List.of(Set.of("sign")))
                .get(0);
        TargetEvaluation size = target(set, "size");
        TargetEvaluation byJoint = new TargetEvaluation("size", size.rungs(), joint(size), size.prior(), false);
        Confidence confidence = evaluator
                .confidences(
                        "free",
                        "free",
                        Ladder.FULL,
                        List.of(new SetEvaluation(set.set(), List.of(byJoint))),
                        Map.of("size", .1))
                .get(0)
                .get("size")
                .predictor();
        assertThat(confidence.calibration().certainty()).isEqualTo(Certainty.FORESEEN_LOSS);
        assertThat(confidence.certificate()).hasValueSatisfying(certificate -> assertThat(certificate)
                .isInstanceOfSatisfying(
                        Certified.class,
                        half -> assertThat(half.accepted().share()).isBetween(.3, .7)));
    }

    private static TargetEvaluation product(String training, Set<String> set) {
        return target(
                new StoredEvaluator(store)
                        .evaluate(training, training, Ladder.FULL, List.of(set))
                        .get(0),
                "product");
    }

    private static TargetEvaluation target(SetEvaluation set, String name) {
        return set.targets().stream()
                .filter(target -> target.target().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Rung joint(TargetEvaluation target) {
        return target.rungs().stream()
                .filter(rung -> rung.predictor().kind() == Kind.JOINT)
                .findFirst()
                .orElseThrow();
    }

    private static void run(TrainingPlan plan) throws IOException {
        String json = JsonFormat.printer().print(plan);
        new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
    }
}
