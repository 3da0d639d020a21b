package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.instances.InstanceRange;
import dev.mlink.operator.planning.instances.Wait;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.site.SimulatedGpus;
import dev.mlink.operator.status.Reason;
import dev.mlink.operator.triton.GrpcTritonControl;
import dev.mlink.triton.wire.ModelInstanceGroup.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A group on a Triton with two GPUs of 600 MiB, which is simulated on the wire and refuses what exceeds a GPU. */
class TwoGpusTest {

    private static final long GPU = 600L << 20;

    private final Scene scene = new Scene();
    private SimulatedGpus gpus;
    private GrpcTritonControl triton;

    @AfterEach
    void close() {
        triton.close();
        gpus.close();
    }

    @Test
    void modelsArePlacedOnBothAndTheOverrideNamesTheGpu() {
        start(Map.of("a", 400, "b", 300, "c", 160));
        scene.playOut();
        assertThat(gpus.on(0)).isEqualTo(Map.of("b", 1, "c", 1));
        assertThat(gpus.on(1)).isEqualTo(Map.of("a", 1));
        assertThat(gpus.overrides()).isNotEmpty().allSatisfy(config -> {
            assertThat(config.getInstanceGroupList()).hasSize(1);
            assertThat(config.getInstanceGroup(0).getKind()).isEqualTo(Kind.KIND_GPU);
            assertThat(config.getInstanceGroup(0).getGpusList()).hasSize(1);
            assertThat(config.getInputList()).as("everything else is as it was").hasSize(1);
            assertThat(config.getMaxBatchSize()).isEqualTo(8);
        });
        assertThat(scene.memory.failures()).isEmpty();
    }

    @Test
    void aSetThatFitsTheSumButNoGpuIsNotChosen() {
        start(Map.of("a", 400, "b", 400, "c", 400));
        scene.playOut();
        assertThat(gpus.on(0)).hasSize(1);
        assertThat(gpus.on(1)).hasSize(1);
        assertThat(scene.memory.failures()).isEmpty();
    }

    @Test
    void aModelLargerThanEveryGpuIsNamed() {
        start(Map.of("a", 700, "b", 300, "c", 160));
        scene.playOut();
        assertThat(scene.plan().findings()).anySatisfy(finding -> {
            assertThat(finding.reason()).isEqualTo(Reason.ModelTooLarge);
            assertThat(finding.text()).contains("'a'", "the largest of spec.budget.devices is 600Mi");
        });
        assertThat(scene.loaded()).containsExactly("b", "c");
    }

    @Test
    void instancesOfTheBusiestFillTheirGpuAndGoAgain() {
        scene.instances.put("c", new InstanceRange(1, 9));
        start(Map.of("a", 400, "b", 300, "c", 140));
        scene.playOut();
        assertThat(gpus.on(0)).isEqualTo(Map.of("b", 1, "c", 1));

        scene.backlogs.put("c", new Backlog(50, Optional.empty()));
        playFor(Duration.ofSeconds(10));
        assertThat(instances("c")).as("not yet").isEqualTo(1);
        playFor(Duration.ofMinutes(3));
        assertThat(gpus.on(0)).as("beside b there is room for two").isEqualTo(Map.of("b", 1, "c", 2));

        scene.backlogs.clear();
        playFor(Duration.ofMinutes(10));
        assertThat(instances("c")).as("Triton tells nothing of its queue").isEqualTo(2);

        scene.backlogs.put("c", new Backlog(0, Optional.empty()));
        playFor(Duration.ofMinutes(2));
        assertThat(instances("c")).as("not yet").isEqualTo(2);
        playFor(Duration.ofMinutes(6));
        assertThat(instances("c")).isEqualTo(1);
        assertThat(scene.memory.failures()).isEmpty();
    }

    @Test
    void waitsBetweenLooksBringAnInstanceThoughNoneIsPending() {
        scene.instances.put("c", new InstanceRange(1, 2));
        start(Map.of("a", 400, "b", 300, "c", 140));
        scene.playOut();

        scene.backlogs.put("c", waited(SimulatedGpus.HELD_BACK.plusMillis(199)));
        playFor(Duration.ofMinutes(1));
        assertThat(instances("c"))
                .as("less than two executions beyond what makes batches")
                .isEqualTo(1);

        scene.backlogs.put("c", waited(SimulatedGpus.HELD_BACK.plusMillis(200)));
        playFor(Duration.ofSeconds(10));
        assertThat(instances("c")).as("not yet").isEqualTo(1);
        playFor(Duration.ofMinutes(1));
        assertThat(instances("c")).isEqualTo(2);

        GroupMemory before = scene.memory;
        scene.backlogs.put("c", waited(SimulatedGpus.HELD_BACK.plusMillis(30)));
        playFor(Duration.ofMinutes(10));
        assertThat(instances("c")).as("it is needed").isEqualTo(2);
        scene.backlogs.put("c", waited(SimulatedGpus.HELD_BACK.plusMillis(20)));
        playFor(Duration.ofMinutes(10));
        assertThat(scene.memory.pressures()).as("other figures change nothing").isEqualTo(before.pressures());

        scene.backlogs.put("c", waited(SimulatedGpus.HELD_BACK.plusMillis(9)));
        playFor(Duration.ofMinutes(6));
        assertThat(instances("c")).isEqualTo(1);
    }

    /** For an execution of 100 ms, and none is pending. */
    private static Backlog waited(Duration mean) {
        return new Backlog(0, Optional.of(new Wait(mean, Duration.ofMillis(100))));
    }

    @Test
    void asManyInstancesAsMustBeCountAsTheCost() {
        scene.instances.put("b", new InstanceRange(2, 2));
        start(Map.of("a", 400, "b", 300, "c", 160));
        scene.playOut();
        assertThat(instances("b")).isEqualTo(2);
        assertThat(gpus.on(1).keySet()).isNotEqualTo(gpus.on(0).keySet());
        assertThat(scene.memory.failures()).isEmpty();
    }

    private int instances(String model) {
        return gpus.on(0).getOrDefault(model, 0) + gpus.on(1).getOrDefault(model, 0);
    }

    private void playFor(Duration time) {
        var end = scene.now.plus(time);
        while (scene.now.isBefore(end)) {
            scene.play();
        }
    }

    private void start(Map<String, Integer> mebibytes) {
        Map<String, Long> costs = new HashMap<>();
        mebibytes.forEach((model, size) -> costs.put(model, (long) size << 20));
        gpus = new SimulatedGpus(costs, GPU);
        triton = new GrpcTritonControl(Duration.ofSeconds(10));
        scene.mebibytes.putAll(mebibytes);
        scene.devices = Optional.of(new Devices(new TreeMap<>(Map.of("0", GPU, "1", GPU))));
        scene.wire = Optional.of(new WireTriton(triton, gpus.grpc()));
    }
}
