package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.MeasuredCost.Unreleased;
import dev.mlink.operator.group.spec.Measuring;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import dev.mlink.operator.triton.MemorySource;
import dev.mlink.operator.triton.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasureStageTest {
    private static final int PASSES = 400;
    private static final long MIB = 1 << 20;

    private final Scene scene = new Scene();

    @BeforeEach
    void nothingIsDeclared() {
        scene.declared = false;
        scene.meter.works = true;
    }

    @Test
    void measuresEachModelAloneWhileItAnswers() {
        List<Step> steps = measureAll();

        assertThat(cost("a").bytes()).isEqualTo((400 + SimulatedMeter.ANSWERING) * MIB);
        assertThat(cost("b").bytes()).isEqualTo((120 + SimulatedMeter.ANSWERING) * MIB);
        assertThat(cost("a").spread()).isZero();
        assertThat(cost("a").millis()).isEqualTo(.5);
        assertThat(cost("a").method())
                .isEqualTo("growth of the container's process and shared memory, from the kubelet: 400Mi after load,"
                        + " 420Mi while it answers batches of 8, 2 readings");
        assertThat(cost("a").unreleased()).isEmpty();
        assertThat(steps).filteredOn(Step.Load.class::isInstance).hasSize(3);
        assertThat(scene.memory.measuring()).isEmpty();
    }

    @Test
    void takesWhatIsReadAfterTheLoadOfAModelThatIsNotToBeAsked() {
        scene.refusal = "Triton at 10.0.0.1:8001 declined: no zeros, please";

        List<Step> steps = measureAll();

        assertThat(cost("a").bytes()).isEqualTo(400 * MIB);
        assertThat(cost("a").millis()).isZero();
        assertThat(cost("a").method()).contains("without inference", "no zeros, please");
        assertThat(steps)
                .as("asked once per model")
                .filteredOn(Step.Exercise.class::isInstance)
                .hasSize(3);
    }

    @Test
    void readsAnewWhatIsOlderThanTheStepItBelongsTo() {
        until(() -> scene.memory.measuring().filter(Measuring::withModel).isPresent()
                && scene.loaded().contains("a"));

        assertThat(scene.plan().findings())
                .extracting(Finding::reason)
                .contains(Reason.Measuring)
                .doesNotContain(Reason.CostUnknown);
        Measuring measuring = scene.memory.measuring().orElseThrow();
        assertThat(measuring.before()).hasSize(2).allMatch(bytes -> bytes == 50 * MIB);
        scene.play();
        assertThat(scene.memory.measuring().orElseThrow().loaded())
                .as("the reading at hand was taken before the load")
                .isEmpty();
    }

    @Test
    void chargesWhatAModelKeepsAndSaysSo() {
        scene.meter.leaks.put("a", 300);

        List<Step> steps = measureAll();

        assertThat(cost("a").unreleased()).contains(new Unreleased(Scene.TRITON, 300 * MIB));
        assertThat(cost("b").bytes())
                .as("held against the server as it is since")
                .isEqualTo((120 + SimulatedMeter.ANSWERING) * MIB);
        assertThat(steps)
                .filteredOn(step -> step instanceof Step.Tell told && told.reason() == EventReason.MemoryNotReleased)
                .singleElement()
                .satisfies(step -> assertThat(((Step.Tell) step).text()).contains("'a' keeps 300Mi on triton-0"));
        assertThat(new Candidates(scene.look()).devices().pooled().bytes()).isEqualTo((560 - 300) * MIB);
        assertThat(new Worlds(scene.look()).switching().endpoints())
                .singleElement()
                .satisfies(triton -> assertThat(triton.foreignBytes()).isEqualTo(300 * MIB));
        scene.playOut();
        assertThat(scene.loaded()).as("two do not fit beside what is gone").hasSize(1);
        scene.budget = (560 + 300) * MIB;
        scene.generation++;
        scene.playOut();
        assertThat(scene.loaded()).as("two fit again").hasSize(2);
    }

    @Test
    void whatIsLeftOfATenthIsNotHeldAgainstAModel() {
        scene.meter.leaks.put("a", 39);

        measureAll();

        assertThat(cost("a").unreleased()).isEmpty();
        assertThat(cost("a").spread()).isEqualTo(39 * MIB);
    }

    @Test
    void aTritonThatLostTheModelIsMeasuredAnew() {
        until(() -> scene.memory
                .measuring()
                .filter(now ->
                        now.step() == Measuring.Step.INFERENCE && now.since().isPresent())
                .isPresent());
        scene.triton.states.put("a", ModelState.UNLOADED);

        scene.play();

        assertThat(scene.memory.measuring()).contains(Measuring.of("a", Scene.TRITON, MemorySource.KUBELET));
        measureAll();
        assertThat(cost("a").bytes()).isEqualTo((400 + SimulatedMeter.ANSWERING) * MIB);
    }

    @Test
    void figuresOfAnotherSourceAreNotMixedIn() {
        until(() ->
                scene.memory.measuring().filter(now -> !now.loaded().isEmpty()).isPresent());
        scene.meter.source = MemorySource.POD_METRICS;

        measureAll();

        assertThat(cost("a").method()).contains("metrics.k8s.io");
    }

    @Test
    void aMeterThatFailsForAMomentIsWaitedFor() {
        until(() -> scene.memory
                .measuring()
                .filter(now -> !now.loaded().isEmpty() && now.since().isPresent())
                .isPresent());
        Measuring before = scene.memory.measuring().orElseThrow();
        scene.meter.works = false;

        assertThat(scene.play()).isEmpty();
        assertThat(scene.memory.measuring()).contains(before);
        scene.now = scene.now.plusSeconds(90);
        assertThat(scene.plan().stage()).as("nobody reads any more").isNotEqualTo(Stage.MEASURING);
    }

    @Test
    void aModelThatDoesNotLoadIsLeftOut() {
        scene.triton.breaks = Set.of("a");

        until(() -> scene.memory.costs().size() == 2);

        assertThat(scene.memory.costs()).containsOnlyKeys("b", "c");
    }

    @Test
    void aMeasurementIsOverWhenTheUserDeclaresWhatIsMissing() {
        until(() -> scene.memory.measuring().isPresent());
        scene.declared = true;

        scene.play();

        assertThat(scene.memory.measuring()).isEmpty();
    }

    private MeasuredCost cost(String model) {
        return scene.memory.costs().get(model);
    }

    private List<Step> measureAll() {
        return until(() -> scene.memory.costs().size() == 3);
    }

    private List<Step> until(BooleanSupplier over) {
        List<Step> steps = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            if (over.getAsBoolean()) {
                return steps;
            }
            steps.addAll(scene.play());
            assertThat(scene.loaded()).hasSizeLessThanOrEqualTo(1);
        }
        throw new AssertionError("not over in " + PASSES + " passes: " + scene.memory.measuring());
    }
}
