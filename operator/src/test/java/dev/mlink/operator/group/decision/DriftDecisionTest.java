package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.spec.Drift.Loss;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What serves is tested with each later profile; once it does not hold, the next profile comes early. */
class DriftDecisionTest {
    private static final Map<String, Loss> LOSS = Map.of("c", new Loss(.95, .7));
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Scene scene = new Scene();

    @Test
    void theFirstProfileTestsNothing() {
        scene.samples = 500;

        assertThat(scene.playOut()).noneMatch(Step.TestDrift.class::isInstance);
        assertThat(scene.memory.drift()).isEmpty();
    }

    @Test
    void aLaterProfileTestsWhatServesBeforeItIsLearnedFrom() {
        String served = serve();

        List<Step> steps = another();

        Step.TestDrift test = only(steps);
        assertThat(test.training()).isEqualTo(served);
        assertThat(test.profile())
                .isEqualTo(scene.memory.profile().orElseThrow().id());
        assertThat(indexOf(steps, Step.TestDrift.class)).isLessThan(indexOf(steps, Step.StartTraining.class));
        assertThat(new Learned(scene.memory).training()).contains(test.profile());
    }

    @Test
    void whatHoldsIsProfiledAfterAPeriod() {
        serve();
        another();
        Instant began = scene.memory.profile().orElseThrow().startedAt();

        assertThat(next().at()).contains(began.plus(Duration.ofHours(1)));
        assertThat(next().newerThan("next")).isEmpty();
        scene.now = began.plus(QUARTER).plusSeconds(1);
        assertThat(scene.plan().steps()).isEmpty();
    }

    @Test
    void afterADriftTheNextProfileComesEarlyAndLearnsFromNewerSamples() {
        serve();
        scene.losses = LOSS;
        another();
        String drifted = scene.memory.profile().orElseThrow().id();
        Instant began = scene.memory.profile().orElseThrow().startedAt();
        scene.now = began.plus(QUARTER).minusSeconds(1);
        assertThat(scene.plan().steps())
                .as("not earlier than a quarter of the period")
                .isEmpty();

        scene.now = began.plus(QUARTER);
        scene.losses = Map.of();
        scene.profiled.clear();
        scene.job = new JobState.Absent();
        scene.play();

        String early = scene.memory.profile().orElseThrow().id();
        assertThat(early).isNotEqualTo(drifted);
        assertThat(next().newerThan(early)).contains(Scene.NOON);
        List<Step> steps = scene.playOut();
        assertThat(only(steps).training())
                .as("what was learned of the drift is tested too")
                .isEqualTo(drifted);
        assertThat(new Learned(scene.memory).training()).contains(early);
        assertThat(next().at())
                .as("it holds again: a whole period")
                .contains(scene.memory.profile().orElseThrow().startedAt().plus(Duration.ofHours(1)));
    }

    @Test
    void noEarlyProfileBeginsWhileATrainingIsUnderWay() {
        serve();
        scene.losses = LOSS;
        scene.now = scene.now.plus(Duration.ofHours(1));
        scene.profiled.clear();
        scene.job = new JobState.Running();
        for (int pass = 0; pass < 100 && scene.memory.drift().isEmpty(); pass++) {
            scene.play();
        }
        scene.play();
        String profile = scene.memory.profile().orElseThrow().id();
        assertThat(scene.memory.training().orElseThrow().progress()).isEqualTo(Progress.RUNNING);
        scene.job = new JobState.Running();
        scene.now = scene.now.plus(Duration.ofHours(2));

        scene.play();

        assertThat(scene.memory.profile().orElseThrow().id()).isEqualTo(profile);
    }

    private String serve() {
        scene.samples = 500;
        scene.playOut();
        return new Learned(scene.memory).training().orElseThrow();
    }

    private List<Step> another() {
        scene.now = scene.now.plus(Duration.ofHours(1));
        scene.profiled.clear();
        scene.job = new JobState.Absent();
        return new ArrayList<>(scene.playOut());
    }

    private NextProfile next() {
        return new NextProfile(scene.memory, scene.spec().interval());
    }

    private static Step.TestDrift only(List<Step> steps) {
        List<Step> tests =
                steps.stream().filter(Step.TestDrift.class::isInstance).toList();
        assertThat(tests).hasSize(1);
        return (Step.TestDrift) tests.get(0);
    }

    private static int indexOf(List<Step> steps, Class<? extends Step> type) {
        for (int i = 0; i < steps.size(); i++) {
            if (type.isInstance(steps.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + type + " in " + steps);
    }
}
