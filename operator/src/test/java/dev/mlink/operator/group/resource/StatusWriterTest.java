package dev.mlink.operator.group.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.api.v1alpha1.status.ModelStatus;
import dev.mlink.operator.group.decision.Plan;
import dev.mlink.operator.group.decision.Stage;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Estimate;
import dev.mlink.operator.group.spec.GroupMemory.Rung;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a group's status says of a model that is predicted, and what is read back of it. */
class StatusWriterTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ModelGroup GROUP = group("");

    private static ModelGroup group(String ofSpeech) {
        return Serialization.unmarshal(
                """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: here, namespace: default, uid: uid, generation: 1}
            spec:
              triton: {service: {name: triton}}
              budget: {device: CPU, memory: 1Gi}
              models:
                - {name: class, output: {tensor: y, task: SingleLabel}}
                - {name: speech, output: {tensor: y, task: Text}%s}
            """
                        .formatted(ofSpeech),
                ModelGroup.class);
    }

    private static final List<Rung> RUNGS = List.of(
            new Rung(PredictorKind.PRIOR, List.of(), .2, .21), new Rung(PredictorKind.LINK, List.of("class"), .2, .19));

    @Test
    void whatNothingPredictsIsUnlinkableAndSaysWhy() {
        ModelStatus speech = speech(memory(true));

        assertThat(speech.unlinkable()).isTrue();
        assertThat(speech.reason())
                .isEqualTo("unlinkable: nothing that is active predicts it better than its best constant answer,"
                        + " which comes to 0.21; from class it is 0.19");
    }

    @Test
    void whatIsPredictedSaysNothingOfIt() {
        ModelStatus speech = speech(memory(false));

        assertThat(speech.unlinkable()).isNull();
        assertThat(speech.reason()).isNull();
    }

    @Test
    void theSentenceGoesWithItsReason() {
        GroupMemory memory = memory(true).withLoad("speech", Duration.ofMillis(2100));
        ModelGroupStatus before = write(memory, ModelGroupStatus.EMPTY);
        GroupMemory read = new MemoryReader().read(before);
        assertThat(read.loads()).isEqualTo(memory.loads());
        assertThat(read.estimates().get("speech").unlinkable()).isTrue();
        assertThat(write(read, before)).isEqualTo(before);

        assertThat(speech(read.withEstimates(Map.of("speech", estimate(false)))).reason())
                .as("a table under which it is predicted well")
                .isNull();
    }

    @Test
    void howFarATrainingIsIsToldInPiecesAndEpochs() {
        GroupMemory memory =
                memory(false).withTraining(new GroupMemory.Training("p1", GroupMemory.Progress.RUNNING, "", 3, NOON));
        TrainingProgress progress = TrainingProgress.newBuilder()
                .setTraining("p1")
                .setDone(3)
                .setAll(7)
                .setEpochs(120)
                .setAllEpochs(400)
                .build();
        Plan plan = new Plan(List.of(), Stage.TRAINING, List.of(), Duration.ofSeconds(1));
        ModelGroupStatus told =
                new StatusWriter(look(memory, List.of(pod(progress))), plan, memory, ModelGroupStatus.EMPTY).write();
        assertThat(told.training().progress()).isEqualTo("3 of 7 pieces, epoch 120 of 400");
        assertThat(new MemoryReader().read(told).training().orElseThrow().pieces())
                .isEqualTo(3);
        assertThat(new StatusWriter(look(memory), plan, memory, told).write().training())
                .as("what was told last stays while no runtime tells")
                .isEqualTo(told.training());
    }

    @Test
    void theHistorySaysWhatEachSwitchCost() {
        GroupMemory first = chosen("p1", Set.of("class"), NOON, NOON.plusSeconds(12));
        ModelGroupStatus one = write(first, ModelGroupStatus.EMPTY);
        assertThat(one.selection().history()).isEmpty();

        GroupMemory kept = chosen("p2", Set.of("class"), NOON.plusSeconds(3600), NOON.plusSeconds(12))
                .withTarget(first.target().orElseThrow());
        ModelGroupStatus two = write(kept, one);
        assertThat(two.selection().history()).singleElement().satisfies(past -> {
            assertThat(past.set()).containsExactly("class");
            assertThat(past.objective()).isEqualTo(.9);
            assertThat(past.moved()).containsExactly("class");
            assertThat(past.seconds()).isEqualTo(12);
            assertThat(past.reason()).isEqualTo("best");
        });

        ModelGroupStatus three =
                write(chosen("p3", Set.of("speech"), NOON.plusSeconds(7200), NOON.plusSeconds(7210)), two);
        assertThat(three.selection().history()).hasSize(2);
        assertThat(three.selection().history().get(0).moved())
                .as("the set stayed")
                .isEmpty();
        assertThat(three.selection().history().get(0).seconds()).isNull();
        assertThat(write(new MemoryReader().read(three), three)).isEqualTo(three);
    }

    @Test
    void theHistoryKeepsTheLastTen() {
        ModelGroupStatus status = ModelGroupStatus.EMPTY;
        for (int i = 0; i < 14; i++) {
            Instant at = NOON.plusSeconds(3600L * i);
            status = write(chosen("p" + i, Set.of(i % 2 == 0 ? "class" : "speech"), at, at.plusSeconds(i)), status);
        }

        assertThat(status.selection().history())
                .extracting(past -> past.seconds())
                .containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L);
    }

    private static GroupMemory chosen(String training, Set<String> set, Instant at, Instant ended) {
        return memory(false)
                .withSelection(
                        new GroupMemory.Selected(training, "input", "EXACT", set, .9, .9, .9, Map.of(), Map.of(), at))
                .withTarget(new GroupMemory.Target(set, Set.of(), "best", set, at, Optional.of(ended)));
    }

    @Test
    void thePerformanceOfTheGroupCountsWhatIsGivenOut() {
        ModelGroup careful = group(", maxDisagreement: 0.05");
        Certificate half = Certificate.newBuilder()
                .setCertified(true)
                .setAccepted(.2)
                .setGivenOut(.19)
                .build();
        assertThat(summary(careful, half)).isEqualTo(.595);
        assertThat(summary(
                        careful, Certificate.newBuilder().setReason("too few").build()))
                .as("uncertified: nothing is given out")
                .isEqualTo(.5);
        assertThat(summary(GROUP, half)).as("nothing is declared").isEqualTo(.605);
    }

    private static double summary(ModelGroup group, Certificate certificate) {
        GroupMemory memory = memory(false);
        Observation look = look(memory);
        RoutingTable table = look.published().orElseThrow().table();
        Observation seen = new Observation(
                new SpecReader().read(group),
                memory,
                List.of(),
                Set.of(),
                Optional.of(new Published(
                        table.toBuilder()
                                .setModels(1, table.getModels(1).toBuilder().setCertificate(certificate))
                                .build(),
                        "1",
                        NOON)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new JobState.Absent(),
                Neighbourhood.NONE,
                NOON);
        Plan plan = new Plan(List.of(), Stage.SERVING, List.of(), Duration.ofSeconds(3));
        return new StatusWriter(seen, plan, memory, ModelGroupStatus.EMPTY)
                .write()
                .summary()
                .performance();
    }

    private static RuntimePod pod(TrainingProgress progress) {
        RuntimeStatus status = RuntimeStatus.newBuilder().setTraining(progress).build();
        return new RuntimePod(
                "runtime-0",
                RuntimeAddress.plain("10.0.0.2", 9001, "token"),
                true,
                false,
                NOON,
                new RuntimeReply.Answered<>(status));
    }

    private static GroupMemory memory(boolean unlinkable) {
        return GroupMemory.EMPTY.withEstimates(Map.of("speech", estimate(unlinkable)));
    }

    private static Estimate estimate(boolean unlinkable) {
        return new Estimate(.21, .18, .24, .21, 140, RUNGS, unlinkable);
    }

    private static ModelStatus speech(GroupMemory memory) {
        return write(memory, ModelGroupStatus.EMPTY).model("speech").orElseThrow();
    }

    private static ModelGroupStatus write(GroupMemory memory, ModelGroupStatus before) {
        Plan plan = new Plan(List.of(), Stage.SERVING, List.of(), Duration.ofSeconds(3));
        return new StatusWriter(look(memory), plan, memory, before).write();
    }

    private static Observation look(GroupMemory memory) {
        return look(memory, List.of());
    }

    private static Observation look(GroupMemory memory, List<RuntimePod> pods) {
        RoutingTable table = RoutingTable.newBuilder()
                .setEpoch(1)
                .addModels(ModelRoute.newBuilder().setModel("class").setState(RouteState.EXACT))
                .addModels(ModelRoute.newBuilder()
                        .setModel("speech")
                        .setState(RouteState.PREDICTED)
                        .setPredictor(Predictor.newBuilder().setKind(PredictorKind.PRIOR)))
                .build();
        return new Observation(
                new SpecReader().read(GROUP),
                memory,
                List.of(),
                Set.of(),
                Optional.of(new Published(table, "1", NOON)),
                pods,
                List.of(),
                List.of(),
                List.of(),
                new JobState.Absent(),
                Neighbourhood.NONE,
                NOON);
    }
}
