package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.MissingEvidenceException;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.TrainingProgress.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final int SAMPLES = 120;

    @TempDir
    Path directory;

    private final Random random = new Random(4);
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyPlannedPredictorIsReportedWithFiguresOfSamplesThatChoseNothing() throws IOException {
        Store store = store("one");
        TrainingReport report = train(store, scene().profiled(store, "p", 1000).plan("p", 1));
        assertThat(report.getTrainingSamples()).isEqualTo(60);
        assertThat(report.getSelectionSamples()).isEqualTo(18);
        assertThat(report.getCertificationSamples()).isEqualTo(42);
        assertThat(report.getTrainedAt()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(report.getLinksList()).hasSize(6).allSatisfy(link -> {
            assertThat(link.getArtifact()).startsWith("sha256:");
            assertThat(link.getBytes()).isPositive();
            assertThat(link.getPerformance().getSamples()).isEqualTo(42);
            assertThat(link.getPerformance().getLower())
                    .isLessThanOrEqualTo(link.getPerformance().getValue());
            assertThat(link.getFailure()).isEmpty();
        });
        assertThat(link(report, "label", "parity").getPerformance().getValue()).isGreaterThan(.95);
        assertThat(link(report, "parity", "label").getPerformance().getValue()).isLessThan(.8);
        assertThat(report.getTargetsList()).hasSize(3).allSatisfy(target -> {
            assertThat(target.getPriorArtifact()).startsWith("sha256:");
            assertThat(target.getEnsembleArtifact()).startsWith("sha256:");
        });
        assertThat(store.trainings().partial("p").list("")).isEmpty();
    }

    @Test
    void equalPlansGiveEqualArtefactsAndAnotherSeedGivesOthers() throws IOException {
        Scene scene = scene();
        List<String> first = digests(scene, "first", 1);
        assertThat(digests(scene, "second", 1)).isEqualTo(first);
        assertThat(digests(scene, "third", 2)).isNotEqualTo(first);
    }

    @Test
    void aKilledTrainingGoesOnAndEndsLikeAnUninterruptedOne() throws IOException {
        Scene scene = scene();
        List<String> uninterrupted = digests(scene, "whole", 1);
        Store store = store("killed");
        TrainingPlan plan = scene.profiled(store, "p", 1000).plan("p", 1);
        assertThatThrownBy(() -> train(store, plan, killAfter(4))).hasMessage("killed");
        assertThat(store.trainings().read("p")).isEmpty();
        assertThat(store.trainings().partial("p").list("")).isNotEmpty();
        lines.clear();
        TrainingReport report = train(store, plan);
        assertThat(lines.stream().filter(line -> line.contains("->") && !line.startsWith("ensemble")))
                .hasSizeLessThan(6)
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(digests(report)).isEqualTo(uninterrupted);
    }

    @Test
    void podsThatShareATrainingEndLikeOneThatDoesItAll() throws IOException {
        Scene scene = scene();
        TrainingReport alone =
                train(store("alone"), scene.profiled(store("alone"), "p", 1000).plan("p", 1));
        Store store = store("shared");
        TrainingPlan plan = scene.profiled(store, "p", 1000).plan("p", 1);
        for (int pod : new int[] {2, 0}) {
            share(store, plan, new Share(pod, 3));
            assertThat(store.trainings().read("p")).isEmpty();
        }
        assertThat(store.trainings().progress("p")).hasValueSatisfying(progress -> {
            assertThat(progress.pieces()).isEqualTo(new Count(3, 4));
            assertThat(progress.epochs().done()).isBetween(1L, progress.epochs().all() - 1);
            assertThat(progress.underWay()).isEmpty();
        });
        share(store, plan, new Share(1, 3));
        assertThat(new StoredEvaluator(store).report("p").map(TrainingRunTest::withoutJoint))
                .contains(withoutJoint(alone));
        assertThat(store.trainings().progress("p")).isEmpty();
    }

    @Test
    void aPodThatIsReplacedDoesOnlyWhatIsMissing() throws IOException {
        Store store = store("replaced");
        TrainingPlan plan = scene().profiled(store, "p", 1000).plan("p", 1);
        share(store, plan, new Share(0, 2));
        List<String> first = List.copyOf(lines);
        lines.clear();
        share(store, plan, new Share(0, 2));
        assertThat(first).anyMatch(line -> line.endsWith("trained"));
        assertThat(lines).noneMatch(line -> line.endsWith("trained"));
        assertThat(lines).last().asString().contains("of 4 pieces are done; other pods do the rest");
    }

    @Test
    void severalJobsAtOnceDoNoHarm() throws Exception {
        Scene scene = scene();
        List<String> expected = digests(scene, "calm", 1);
        Store store = store("busy");
        scene.profiled(store, "p", 1000);
        ExecutorService pods = Executors.newFixedThreadPool(3);
        List<Future<TrainingReport>> same = List.of(
                pods.submit(() -> train(store, scene.plan("p", 1))),
                pods.submit(() -> train(store, scene.plan("p", 1))));
        pods.submit(() -> train(store, scene.plan("p", 2))).get();
        for (Future<TrainingReport> job : same) {
            job.get();
        }
        pods.shutdown();
        // whichever plan ended last has its report there, and that of the other can be had again
        assertThat(digests(train(store, scene.plan("p", 1)))).isEqualTo(expected);
        assertThat(store.trainings().partial("p").list("")).isEmpty();
    }

    @Test
    void repeatsAreReportedAndTheBestIsKept() throws IOException {
        Store store = store("repeats");
        TrainingPlan.Builder plan = scene().profiled(store, "p", 1000).plan("p", 1).toBuilder();
        plan.getLinksBuilderList()
                .forEach(link -> link.getTrainingBuilder().setRepeats(3).setDropout(.5));
        TrainingReport report = train(store, plan.build());
        assertThat(report.getLinksList()).allSatisfy(link -> {
            assertThat(link.getRepeatsList()).hasSize(3).allSatisfy(repeat -> assertThat(
                            repeat.getPerformance().getSamples())
                    .isEqualTo(42));
            assertThat(link.getRepeats(0).getArtifact()).isEqualTo(link.getArtifact());
            assertThat(link.getRepeats(0).getPerformance()).isEqualTo(link.getPerformance());
            assertThat(link.getRepeats(1).getArtifact()).isNotEqualTo(link.getArtifact());
        });
    }

    @Test
    void whatAnotherPlanLeftBehindDoesNotCount() throws IOException {
        Scene scene = scene();
        Store store = store("changed");
        scene.profiled(store, "p", 1000);
        assertThatThrownBy(() -> train(store, scene.plan("p", 1), killAfter(4))).hasMessage("killed");
        TrainingReport report = train(store, scene.plan("p", 2));
        assertThat(digests(report)).isEqualTo(digests(scene, "whole", 2));
    }

    @Test
    void theSamePlanIsNotTrainedTwice() throws IOException {
        Store store = store("twice");
        TrainingPlan plan = scene().profiled(store, "p", 1000).plan("p", 1);
        train(store, plan);
        lines.clear();
        train(store, plan);
        assertThat(lines).containsExactly("training 'p' is already done");
    }

    @Test
    void samplesWithoutNumbersAreLeftOut() throws IOException {
        float[][] labels = labels();
        float[][] parities = parities(labels);
        labels[3][1] = Float.NaN;
        parities[100][0] = Float.NEGATIVE_INFINITY;
        Store store = store("nan");
        TrainingReport report = train(
                store,
                new Scene()
                        .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                        .with("parity", Task.SINGLE_LABEL, MetricType.ACCURACY, parities)
                        .profiled(store, "p", 1000)
                        .plan("p", 1));
        assertThat(report.getTrainingSamples() + report.getSelectionSamples() + report.getCertificationSamples())
                .isEqualTo(SAMPLES - 2);
        assertThat(link(report, "label", "parity").getPerformance().getValue()).isGreaterThan(.95);
        assertThat(report.getTargets(0).getEnsembleArtifact()).isEmpty();
    }

    @Test
    void tooFewSamplesWriteNothing() throws IOException {
        float[][] labels = labels();
        for (int i = 30; i < SAMPLES; i++) {
            labels[i][0] = Float.NaN;
        }
        Store store = store("few");
        TrainingPlan plan = new Scene()
                .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                .with("parity", Task.SINGLE_LABEL, MetricType.ACCURACY, parities(labels()))
                .profiled(store, "p", 1000)
                .plan("p", 1);
        assertThatThrownBy(() -> train(store, plan))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "profile 'p' has 30 usable samples (samples with NaN or infinite outputs: {label=90})")
                .hasMessageContaining("at least 40");
        assertThat(directory.resolve("few/links")).doesNotExist();
        assertThat(directory.resolve("few/trainings")).doesNotExist();
    }

    @Test
    void outputsThatNeverChangeTrainWithoutNaN() throws IOException {
        float[][] constant = new float[SAMPLES][];
        float[][] flat = new float[SAMPLES][];
        for (int i = 0; i < SAMPLES; i++) {
            constant[i] = new float[] {.1f, .2f, .7f};
            flat[i] = new float[] {5};
        }
        Store store = store("constant");
        TrainingReport report = train(
                store,
                new Scene()
                        .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels())
                        .with("constant", Task.SINGLE_LABEL, MetricType.ACCURACY, constant)
                        .with("flat", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, flat)
                        .profiled(store, "p", 1000)
                        .plan("p", 1));
        assertThat(report.getLinksList())
                .allSatisfy(link -> assertThat(link.getArtifact()).isNotEmpty());
        assertThat(link(report, "label", "constant").getPerformance().getValue())
                .isEqualTo(1);
        assertThat(link(report, "constant", "flat").getPerformance().getValue()).isEqualTo(1);
    }

    @Test
    void aTrainingThatDivergesIsReportedAndLeavesNoArtefact() throws IOException {
        float[][] boxes = new float[SAMPLES][4];
        for (float[] box : boxes) {
            for (int i = 0; i < 4; i++) {
                box[i] = random.nextFloat();
            }
        }
        Store store = store("diverged");
        TrainingPlan.Builder plan = new Scene()
                        .learningRate(1)
                        .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels())
                        .with("box", Task.BOUNDING_BOX, MetricType.IOU, boxes)
                        .profiled(store, "p", 1000)
                        .plan("p", 1)
                        .toBuilder();
        plan.getLinksBuilderList()
                .forEach(link -> link.getTrainingBuilder().setOptimizer("SGD").setHidden(2000));
        TrainingReport report = train(store, plan.build());
        TrainingReport.Link link = link(report, "label", "box");
        assertThat(link.getFailure()).contains("diverged").contains("smaller learningRate than 1.0");
        assertThat(link.getArtifact()).isEmpty();
    }

    @Test
    void aMissingProfileSaysWhoWritesIt() {
        assertThatThrownBy(() -> train(store("none"), scene().plan("p", 1)))
                .isInstanceOf(MissingEvidenceException.class)
                .hasMessageContaining("profile 'p' is not in the store");
    }

    private Store store(String name) {
        return new Store(directory.resolve(name));
    }

    private List<String> digests(Scene scene, String name, long seed) throws IOException {
        Store store = store(name + seed);
        return digests(train(store, scene.profiled(store, "p", 1000).plan("p", seed)));
    }

    /** Of all that comes to the same to the last digit; the joint network does but for the order that sums are taken in. */
    private static List<String> digests(TrainingReport report) {
        List<String> digests = new ArrayList<>();
        report.getLinksList().forEach(link -> digests.add(link.getArtifact()));
        digests.add(report.getRidgeArtifact());
        report.getTargetsList().forEach(target -> digests.add(target.getPriorArtifact()));
        report.getTargetsList().forEach(target -> digests.add(target.getEnsembleArtifact()));
        return digests;
    }

    private static TrainingReport withoutJoint(TrainingReport report) {
        return report.toBuilder().clearJointArtifact().clearJointBytes().build();
    }

    private TrainingReport train(Store store, TrainingPlan plan) throws IOException {
        return train(store, plan, lines::add);
    }

    private TrainingReport train(Store store, TrainingPlan plan, Consumer<String> progress) throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        String json = JsonFormat.printer().print(plan);
        new TrainingRun(store, new Torch(), new Crew(2), clock, progress).run(Plan.parse(json), json, Share.WHOLE);
        return new StoredEvaluator(store).report(plan.getProfile()).orElseThrow();
    }

    private void share(Store store, TrainingPlan plan, Share share) throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        String json = JsonFormat.printer().print(plan);
        new TrainingRun(store, new Torch(), new Crew(2), clock, lines::add).run(Plan.parse(json), json, share);
    }

    /** Stands for a Job that is killed at any point: nothing after the line is done. */
    private static Consumer<String> killAfter(int lines) {
        AtomicInteger seen = new AtomicInteger();
        return line -> {
            if (seen.incrementAndGet() >= lines) {
                throw new IllegalStateException("killed");
            }
        };
    }

    private static TrainingReport.Link link(TrainingReport report, String source, String target) {
        return report.getLinksList().stream()
                .filter(link ->
                        link.getSource().equals(source) && link.getTarget().equals(target))
                .findFirst()
                .orElseThrow();
    }

    /** Six classes, their parity, and a count that follows the class. */
    private Scene scene() {
        float[][] labels = labels();
        float[][] counts = new float[SAMPLES][];
        for (int i = 0; i < SAMPLES; i++) {
            counts[i] = new float[] {label(labels[i]) / 2 + .1f * random.nextFloat()};
        }
        return new Scene()
                .epochs(60)
                .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                .with("parity", Task.SINGLE_LABEL, MetricType.ACCURACY, parities(labels))
                .with("count", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, counts);
    }

    private float[][] labels() {
        float[][] rows = new float[SAMPLES][6];
        for (float[] row : rows) {
            int label = random.nextInt(6);
            for (int j = 0; j < 6; j++) {
                row[j] = j == label ? .9f : .02f;
            }
        }
        return rows;
    }

    private static float[][] parities(float[][] labels) {
        float[][] rows = new float[labels.length][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][label(labels[i]) % 2] = 1;
        }
        return rows;
    }

    private static int label(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }
}
