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
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two groups with a store each, of which each has seen only half of the classes, meet in a third. */
class AlliedLinksTest {
    private static final int SAMPLES = 200;

    /** float32 of a link of 6 inputs, 32 hidden units and 2 outputs, with its scalings. */
    private static final long BYTES = 4 * (6 * 32 + 32 + 32 * 2 + 2 + 2 * 6 + 2 * 2);

    @TempDir
    Path directory;

    private final Random random = new Random(8);

    @Test
    void aGroupLearnsWhatOnlyTheOtherHasSeen() throws IOException {
        TrainingReport first = train(plan("b", "a", 32));
        assertThat(federation(first).getGroupsList()).containsExactly("b");
        assertThat(federation(first).getMissingList()).containsExactly("a");
        assertThat(federation(first).getBytesSent()).isEqualTo(5 * BYTES);
        assertThat(federation(first).getBytesReceived()).isZero();

        TrainingReport report = train(plan("a", "b", 32));
        TrainingReport.Federation federation = federation(report);
        assertThat(federation.getExchange()).isEqualTo("a+b/parity/1");
        assertThat(federation.getGroupsList()).containsExactly("a", "b");
        assertThat(federation.getMissingList()).isEmpty();
        assertThat(federation.getRefused()).isEmpty();
        assertThat(federation.getRounds()).isEqualTo(4);
        assertThat(federation.getBytesSent()).isEqualTo(4 * BYTES);
        assertThat(federation.getBytesReceived()).isEqualTo(5 * BYTES);
        assertThat(federation.getCandidatesList())
                .extracting(TrainingReport.Origin::getOrigin)
                .containsExactly("Local", "Global", "FineTuned", "Fused");
        assertThat(federation.getCandidatesList())
                .allSatisfy(candidate ->
                        assertThat(candidate.getPerformance().getSamples()).isEqualTo(70));
        assertThat(candidate(report, "Global").getPerformance().getValue())
                .isGreaterThan(candidate(report, "Local").getPerformance().getValue() + .1);
    }

    @Test
    void groupsThatTrainAtTheSameTimeComeToTheSameMean() throws Exception {
        TrainingPlan one = plan("a", "b", 32);
        TrainingPlan other = plan("b", "a", 32);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<TrainingReport> first = () -> train(patient(one));
            Callable<TrainingReport> second = () -> train(patient(other));
            List<Future<TrainingReport>> both = threads.invokeAll(List.of(first, second));
            for (Future<TrainingReport> report : both) {
                TrainingReport.Federation federation = federation(report.get());
                assertThat(federation.getGroupsList()).containsExactly("a", "b");
                assertThat(federation.getMissingList()).isEmpty();
                assertThat(candidate(report.get(), "Global").getPerformance().getValue())
                        .isGreaterThan(.95);
                assertThat(candidate(report.get(), "Local").getPerformance().getValue())
                        .isLessThan(.9);
            }
            assertThat(federation(both.get(0).get()).getBytesSent()
                            + federation(both.get(1).get()).getBytesSent())
                    .isEqualTo(9 * BYTES);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatDoesBestOnTheOwnSelectionPartIsKept() throws IOException {
        train(plan("b", "a", 32));
        TrainingReport report = train(plan("a", "b", 32));
        TrainingReport.Origin kept = candidate(report, federation(report).getKept());
        assertThat(kept.getArtifact()).isEqualTo(link(report).getArtifact());
        assertThat(kept.getPerformance()).isEqualTo(link(report).getPerformance());
        assertThat(federation(report).getCandidatesList())
                .allSatisfy(other -> assertThat(other.getSelection()).isLessThanOrEqualTo(kept.getSelection()));
    }

    @Test
    void linksOfOtherShapesAreRefusedAndTheOwnOneServes() throws IOException {
        train(plan("b", "a", 32));
        TrainingReport report = train(plan("a", "b", 20));
        assertThat(federation(report).getRefused())
                .startsWith("IncompatibleInitialisation: group 'b' began link label -> parity with arrays");
        assertThat(federation(report).getKept()).isEqualTo("Local");
        assertThat(link(report).getArtifact()).isNotEmpty();
    }

    @Test
    void aGroupIsNotItsOwnAlly() throws IOException {
        TrainingPlan plan = plan("a", "a", 32);
        assertThatThrownBy(() -> Plan.of(plan))
                .hasMessage("links[0].federation.groups is [a]; write the names of the other groups, without 'a'");
    }

    private static TrainingPlan patient(TrainingPlan plan) {
        TrainingPlan.Builder patient = plan.toBuilder();
        patient.getLinksBuilder(0).getFederationBuilder().setWaitSeconds(120);
        return patient.build();
    }

    private TrainingReport train(TrainingPlan plan) throws IOException {
        String json = JsonFormat.printer().print(plan);
        Store store = new Store(directory.resolve(plan.getGroup()));
        new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
        return new StoredEvaluator(store).report("p").orElseThrow();
    }

    private static TrainingReport.Federation federation(TrainingReport report) {
        return link(report).getFederation();
    }

    private static TrainingReport.Link link(TrainingReport report) {
        return report.getLinksList().stream()
                .filter(link -> link.getTarget().equals("parity"))
                .findFirst()
                .orElseThrow();
    }

    private static TrainingReport.Origin candidate(TrainingReport report, String origin) {
        return link(report).getFederation().getCandidatesList().stream()
                .filter(candidate -> candidate.getOrigin().equals(origin))
                .findFirst()
                .orElseThrow();
    }

    /** Six classes and their parity; the training part of a group has three of the classes, the rest has all. */
    private TrainingPlan plan(String group, String other, int hidden) throws IOException {
        float[][] labels = new float[SAMPLES][6];
        float[][] parities = new float[SAMPLES][2];
        for (int i = 0; i < SAMPLES; i++) {
            int label = i < SAMPLES / 2 ? random.nextInt(3) + (group.equals("a") ? 0 : 3) : random.nextInt(6);
            labels[i][label] = 1;
            parities[i][(label % 3) % 2] = label < 3 ? 1 : 0;
            parities[i][1 - (label % 3) % 2] = label < 3 ? 0 : 1;
        }
        TrainingPlan.Builder plan = new Scene()
                        .epochs(40)
                        .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, labels)
                        .with("parity", Task.SINGLE_LABEL, MetricType.ACCURACY, parities)
                        .profiled(new Store(directory.resolve(group)), "p", 1000)
                        .plan("p", 1)
                        .toBuilder()
                        .setGroup(group)
                        .setExchangeStore(directory.resolve("between").toString());
        plan.getLinksBuilder(0)
                .setFederation(TrainingPlan.Federation.newBuilder()
                        .addGroups(other)
                        .setRounds(4)
                        .setWaitSeconds(1))
                .getTrainingBuilder()
                .setHidden(hidden);
        return plan.build();
    }
}
