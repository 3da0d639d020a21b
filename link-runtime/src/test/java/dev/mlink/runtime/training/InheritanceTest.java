package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that follows another: it begins with its weights and takes over only where it is better. */
class InheritanceTest {
    private static final int LARGE = 400;
    private static final int SMALL = 100;

    @TempDir
    Path directory;

    private final Random random = new Random(6);
    private Store store;

    @BeforeEach
    void open() {
        store = new Store(directory);
    }

    @Test
    void aRetrainedPredictorThatIsWorseIsKeptOut() throws IOException {
        TrainingReport old = train(scene(LARGE, 0).profiled(store, "old", 1000).plan("old", 1));
        TrainingReport report = train(scene(SMALL, .9).profiled(store, "new", 9000).plan("new", 1).toBuilder()
                .setPrevious("old")
                .build());
        assertThat(report.getPrevious()).isEqualTo("old");
        assertThat(report.getProbationSamples()).isEqualTo(14);
        assertThat(report.getCertificationSamples()).isEqualTo(21);
        TrainingReport.Link link = link(report);
        assertThat(link.getBegunFrom()).isEqualTo(link(old).getArtifact());
        assertThat(link.getTrial().getSamples()).isEqualTo(14);
        assertThat(link.getTrial().getKept()).isTrue();
        assertThat(link.getTrial().getPrevious())
                .isGreaterThanOrEqualTo(link.getTrial().getRetrained());
        assertThat(link.getArtifact()).isEqualTo(link(old).getArtifact());
        assertThat(link.getPerformance().getSamples()).isEqualTo(21);
        assertThat(link.getPerformance().getValue()).isGreaterThan(.95);
    }

    @Test
    void aRetrainedPredictorThatIsBetterTakesOver() throws IOException {
        TrainingReport old = train(scene(SMALL, .9).profiled(store, "old", 1000).plan("old", 1));
        TrainingReport report = train(scene(LARGE, 0).profiled(store, "new", 9000).plan("new", 1).toBuilder()
                .setPrevious("old")
                .build());
        TrainingReport.Link link = link(report);
        assertThat(link.getTrial().getKept()).isFalse();
        assertThat(link.getTrial().getRetrained()).isGreaterThan(link.getTrial().getPrevious());
        assertThat(link.getArtifact()).isNotEqualTo(link(old).getArtifact());
        assertThat(link.getPerformance().getValue()).isGreaterThan(.95);
        assertThat(report.getJointTrial().getKept()).isFalse();
        assertThat(report.getJointArtifact()).isNotEqualTo(old.getJointArtifact());
    }

    @Test
    void fewEpochsSufficeWhereTheRelationStaysTheSame() throws IOException {
        train(scene(LARGE, 0).profiled(store, "old", 1000).plan("old", 1));
        TrainingPlan shortly = scene(SMALL, 0)
                .epochs(1)
                .learningRate(.0001)
                .profiled(store, "new", 9000)
                .plan("new", 1);
        TrainingReport warm = train(shortly.toBuilder().setPrevious("old").build());
        TrainingReport cold = train(scene(SMALL, 0)
                .epochs(1)
                .learningRate(.0001)
                .profiled(store, "cold", 9000)
                .plan("cold", 1));
        assertThat(link(warm).getTrial().getRetrained()).isGreaterThan(.95);
        assertThat(link(cold).getPerformance().getValue()).isLessThan(.9);
    }

    @Test
    void anEnsembleFollowsTheLinksThatAreInForce() throws IOException {
        train(scene(LARGE, 0).profiled(store, "old", 1000).plan("old", 1));
        TrainingReport report = train(scene(SMALL, .9).profiled(store, "new", 9000).plan("new", 1).toBuilder()
                .setPrevious("old")
                .build());
        for (TrainingReport.Target target : report.getTargetsList()) {
            var joined = store.artifacts()
                    .read(new dev.mlink.runtime.store.Digest(target.getEnsembleArtifact()))
                    .description()
                    .links();
            report.getLinksList().stream()
                    .filter(link -> link.getTarget().equals(target.getTarget()))
                    .forEach(link -> assertThat(joined).containsEntry(link.getSource(), link.getArtifact()));
        }
    }

    @Test
    void anotherShapeBeginsAnewAndSaysSo() throws IOException {
        train(scene(LARGE, 0).profiled(store, "old", 1000).plan("old", 1));
        TrainingPlan.Builder plan = scene(LARGE, 0).profiled(store, "new", 9000).plan("new", 1).toBuilder()
                .setPrevious("old");
        plan.getLinksBuilderList().forEach(link -> link.getTrainingBuilder().setHidden(20));
        TrainingReport.Link link = link(train(plan.build()));
        assertThat(link.getBegunFrom()).isEmpty();
        assertThat(link.getBegunAnew()).isEqualTo("the previous training's link does not have 20 hidden units");
        assertThat(link.getTrial().getSamples()).isEqualTo(56);
    }

    @Test
    void aTrainingThatKnowsTheNewestSamplesHasNoSay() throws IOException {
        train(scene(LARGE, 0).profiled(store, "old", 1000).plan("old", 1));
        TrainingReport report = train(scene(LARGE, 0).profiled(store, "new", 900).plan("new", 1).toBuilder()
                .setPrevious("old")
                .build());
        assertThat(report.getPrevious()).isEmpty();
        assertThat(report.getPreviousIgnored())
                .contains("'old' has learned from samples of this profile's newest part");
        assertThat(report.getProbationSamples()).isZero();
        assertThat(link(report).getBegunFrom()).isEmpty();
    }

    @Test
    void aTrainingThatIsNotThereIsNoObstacle() throws IOException {
        TrainingReport report = train(scene(SMALL, 0).profiled(store, "new", 1000).plan("new", 1).toBuilder()
                .setPrevious("lost")
                .build());
        assertThat(report.getPreviousIgnored()).isEqualTo("training 'lost' is not in the store");
        assertThat(link(report).getArtifact()).isNotEmpty();
    }

    @Test
    void aTrainingDoesNotFollowItself() {
        TrainingPlan plan =
                scene(SMALL, 0).plan("p", 1).toBuilder().setPrevious("p").build();
        assertThatThrownBy(() -> Plan.of(plan)).hasMessageContaining("previous is 'p', which is this training itself");
    }

    private TrainingReport train(TrainingPlan plan) throws IOException {
        String json = JsonFormat.printer().print(plan);
        new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
        return new StoredEvaluator(store).report(plan.getProfile()).orElseThrow();
    }

    private static TrainingReport.Link link(TrainingReport report) {
        return report.getLinksList().stream()
                .filter(link ->
                        link.getSource().equals("label") && link.getTarget().equals("parity"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Six classes, their parity and their half.
     *
     * @param noise in the training and selection parts, the share of samples whose parity and half say nothing
     */
    private Scene scene(int samples, double noise) {
        float[][] labels = new float[samples][6];
        float[][] parities = new float[samples][2];
        float[][] halves = new float[samples][2];
        for (int i = 0; i < samples; i++) {
            int label = random.nextInt(6);
            labels[i][label] = 1;
            boolean noisy = i < .65 * samples && random.nextDouble() < noise;
            int shown = noisy ? random.nextInt(6) : label;
            parities[i][shown % 2] = 1;
            halves[i][shown / 3] = 1;
        }
        return new Scene()
                .epochs(60)
                .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                .with("parity", Task.SINGLE_LABEL, MetricType.ACCURACY, parities)
                .with("half", Task.SINGLE_LABEL, MetricType.ACCURACY, halves);
    }
}
