package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.group.spec.Swaps;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import dev.mlink.operator.triton.ModelState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeciderTest {

    private final Scene scene = new Scene();

    @Test
    void recordsWhatWasFoundBeforeTheFirstAction() {
        scene.triton.states.put("c", ModelState.READY);

        List<Step> first = scene.play();

        assertThat(first).singleElement().isInstanceOf(Step.Remember.class);
        assertThat(scene.memory.found()).containsEntry(Scene.TRITON, Set.of("c"));
    }

    @Test
    void loadsTheBestSetByWeightAndWaitsForSamples() {
        scene.playOut();

        assertThat(scene.loaded()).containsExactly("b", "c");
        assertThat(scene.plan().stage()).isEqualTo(Stage.GATHERING);
        assertThat(scene.plan().findings()).extracting(Finding::reason).containsExactly(Reason.GatheringSamples);
        assertThat(state("a")).isEqualTo(RouteState.UNAVAILABLE);
        assertThat(state("b")).isEqualTo(RouteState.EXACT);
    }

    @Test
    void goesFromSamplesToServing() {
        scene.samples = 500;

        List<Step> steps = scene.playOut();

        assertThat(scene.memory.profile().orElseThrow().progress()).isEqualTo(Progress.COMPLETE);
        assertThat(scene.memory.profile().orElseThrow().profiled()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(scene.memory.training().orElseThrow().progress()).isEqualTo(Progress.COMPLETE);
        assertThat(scene.loaded()).containsExactly("a", "b");
        assertThat(state("c")).isEqualTo(RouteState.PREDICTED);
        assertThat(scene.published.orElseThrow().table().getModelsList())
                .allSatisfy(route -> assertThat(route.getConfig()).isNotEmpty());
        assertThat(steps).filteredOn(Step.StartTraining.class::isInstance).hasSize(1);
        assertThat(scene.plan().stage()).isEqualTo(Stage.SERVING);
    }

    @Test
    void saysWhatTheTurnsOfAProfileCost() {
        scene.samples = 500;
        scene.playOut();

        Swaps swaps = scene.memory.profile().orElseThrow().swaps();
        assertThat(swaps.turns()).as("a has its turn in the place of b and c").isEqualTo(1);
        assertThat(swaps.since()).isEmpty();
        assertThat(swaps.spent()).isPositive().isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aModelThatHasHadNoTurnWithinTheWindowHasNone() {
        scene.samples = 500;
        while (scene.memory.profile().isEmpty()) {
            scene.play();
        }
        scene.profiles = false;
        for (int pass = 0; pass < 20; pass++) {
            scene.play();
        }
        scene.now = scene.now.plus(Duration.ofMinutes(30));

        scene.playOut();

        assertThat(scene.memory.profile().orElseThrow().progress()).isEqualTo(Progress.FAILED);
        assertThat(scene.memory.profile().orElseThrow().failed()).containsEntry("a", "no turn within 30 minutes");
        assertThat(scene.loaded()).as("the set that serves is back").containsExactly("b", "c");
    }

    @Test
    void neverLoadsMoreThanTheBudget() {
        scene.samples = 500;

        for (int pass = 0; pass < 100; pass++) {
            scene.play();
            int used = scene.loaded().stream().mapToInt(scene.mebibytes::get).sum();
            assertThat(used).as("MiB loaded after pass %d", pass).isLessThanOrEqualTo(560);
        }
    }

    @Test
    void selectsAgainWithoutProfilingWhenTheSpecChanges() {
        scene.samples = 500;
        scene.playOut();
        scene.generation = 2;
        scene.budget = 600L << 20;

        List<Step> steps = scene.play();

        assertThat(steps).singleElement().isInstanceOf(Step.Select.class);
        assertThat(scene.playOut()).noneMatch(Step.RunProfile.class::isInstance);
    }

    @Test
    void aSetThatIsChosenAgainIsAsOldAsItWas() {
        scene.samples = 500;
        scene.playOut();
        var since = scene.memory.target().orElseThrow().since();
        scene.now = scene.now.plus(Duration.ofMinutes(20));

        assertThat(new NewTarget(scene.look()).of(Set.of("a", "b"), "again").since())
                .isEqualTo(since);
        assertThat(new NewTarget(scene.look()).of(Set.of("a", "c"), "another").since())
                .isEqualTo(scene.now);
    }

    @Test
    void profilesAgainAfterAPeriod() {
        scene.samples = 500;
        scene.playOut();
        scene.now = scene.now.plus(Duration.ofHours(1));
        scene.profiled.clear();
        String before = scene.memory.profile().orElseThrow().id();

        scene.play();

        assertThat(scene.memory.profile().orElseThrow().id()).isNotEqualTo(before);
        assertThat(scene.memory.profile().orElseThrow().progress()).isEqualTo(Progress.RUNNING);
    }

    @Test
    void profilesOnDemandAndOnce() {
        scene.samples = 500;
        scene.playOut();
        String before = scene.memory.profile().orElseThrow().id();
        scene.profiled.clear();
        scene.rescheduleAsked = true;

        List<Step> steps = scene.playOut();

        assertThat(scene.memory.profile().orElseThrow().id()).isNotEqualTo(before);
        assertThat(steps)
                .filteredOn(step -> step instanceof Step.Tell told && told.reason() == EventReason.ProfileStarted)
                .hasSize(1);
        assertThat(steps).filteredOn(Step.HonourReschedule.class::isInstance).hasSize(1);
        assertThat(scene.rescheduleAsked).isFalse();
    }

    @Test
    void whatIsAskedForStandsUntilThereAreSamplesEnough() {
        scene.samples = 500;
        scene.playOut();
        scene.samples = 0;
        scene.rescheduleAsked = true;

        assertThat(scene.playOut()).isEmpty();
        assertThat(scene.rescheduleAsked).isTrue();
    }

    @Test
    void namesAModelThatTritonDoesNotHaveAndServesTheOthers() {
        scene.triton.repository = Set.of("b", "c");

        scene.playOut();

        assertThat(scene.loaded()).containsExactly("b", "c");
        assertThat(scene.plan().findings())
                .filteredOn(finding -> finding.reason() == Reason.ModelNotFound)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("'a'", "it has: b, c"));
    }

    @Test
    void leavesAModelThatFailsToLoadOutUntilTheNextPeriodOrChange() {
        scene.triton.breaks = Set.of("b");

        scene.playOut();

        assertThat(scene.loaded()).containsExactly("a", "c");
        assertThat(scene.plan().findings()).extracting(Finding::reason).contains(Reason.ModelLoadFailed);

        scene.triton.breaks = Set.of();
        scene.generation = 2;
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("b", "c");
    }

    @Test
    void namesAModelThatIsLargerThanTheBudget() {
        scene.mebibytes.put("a", 600);

        scene.playOut();

        assertThat(scene.plan().findings())
                .filteredOn(finding -> finding.reason() == Reason.ModelTooLarge)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("'a'", "600Mi", "560Mi"));
        assertThat(scene.loaded()).containsExactly("b", "c");
    }

    @Test
    void asksForTheCostWhenItCanBeNeitherReadNorMeasured() {
        scene.declared = false;

        scene.playOut();

        assertThat(scene.loaded()).isEmpty();
        assertThat(scene.plan().findings())
                .filteredOn(finding -> finding.reason() == Reason.CostUnknown)
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding.text()).contains("no kubelet", "declare"));
    }

    @Test
    void doesNothingWhileTritonIsAway() {
        scene.samples = 500;
        scene.playOut();
        scene.tritonDown = Optional.of("connection refused");

        assertThat(scene.plan().steps()).isEmpty();
        assertThat(scene.plan().findings()).extracting(Finding::reason).containsExactly(Reason.TritonUnreachable);
    }

    @Test
    void routesOutAndLoadsAgainWhatARestartedTritonHasLost() {
        scene.samples = 500;
        scene.playOut();
        scene.triton.states.clear();

        List<Step> steps = scene.playOut();

        assertThat(steps.get(0)).isInstanceOf(Step.Publish.class);
        assertThat(((Step.Publish) steps.get(0)).exact().values()).allMatch(Set::isEmpty);
        assertThat(scene.loaded()).containsExactly("a", "b");
        assertThat(state("a")).isEqualTo(RouteState.EXACT);
    }

    @Test
    void keepsWhatWasLearnedWhenATrainingFails() {
        scene.samples = 500;
        scene.playOut();
        String learned = new Learned(scene.memory).training().orElseThrow();
        scene.now = scene.now.plus(Duration.ofHours(1));
        scene.profiled.clear();
        for (int pass = 0; pass < 100 && !(scene.plan().stage() == Stage.TRAINING); pass++) {
            scene.play();
        }
        scene.play();
        scene.job = new JobState.Failed("37 usable samples");
        scene.playOut();

        assertThat(scene.memory.training().orElseThrow().reason()).isEqualTo("37 usable samples");
        assertThat(new Learned(scene.memory).training()).contains(learned);
        assertThat(state("c")).isEqualTo(RouteState.PREDICTED);
    }

    @Test
    void doesNotUseWhatWasLearnedOfAnotherVersionAndProfilesAgain() {
        serveAndLink();
        scene.profiled.clear();
        String before = new Learned(scene.memory).training().orElseThrow();
        scene.triton.versions.put("b", "2");

        Plan plan = scene.plan();

        String sentence = new Outdated(scene.look()).models().get("b");
        assertThat(sentence).contains("model 'b' is version 2, FP32 [10], ", " now and was version 1, FP32 [10], ");
        assertThat(plan.findings())
                .filteredOn(finding -> finding.reason() == Reason.Outdated)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.model()).isEqualTo("b");
                    assertThat(finding.text()).contains(sentence);
                });
        assertThat(plan.steps()).contains(new Step.ReportLinks(before)).anyMatch(Step.Select.class::isInstance);
        assertThat(plan.steps())
                .filteredOn(Step.Tell.class::isInstance)
                .anySatisfy(tell -> assertThat(((Step.Tell) tell).text()).contains(sentence));

        scene.play();
        scene.play();
        assertThat(scene.published.orElseThrow().table().getModelsList())
                .filteredOn(route -> route.getModel().equals("b"))
                .singleElement()
                .satisfies(route -> {
                    assertThat(route.getVersion()).isEqualTo("2");
                    assertThat(route.hasPredictor()).isFalse();
                });
        assertThat(state("c")).as("what b does not need").isEqualTo(RouteState.PREDICTED);

        scene.playOut();
        assertThat(new Learned(scene.memory).training().orElseThrow()).isNotEqualTo(before);
        assertThat(new Outdated(scene.look()).models()).isEmpty();
        assertThat(scene.published.orElseThrow().table().getModelsList())
                .allSatisfy(route -> assertThat(route.hasPredictor()).isTrue());
    }

    @Test
    void seesAnotherShapeWhenTheModelIsLoadedAgain() {
        scene.samples = 500;
        scene.playOut();
        scene.triton.widths.put("b", 12);
        scene.triton.states.put("b", ModelState.UNLOADED);

        for (int pass = 0; pass < 20 && new Outdated(scene.look()).models().isEmpty(); pass++) {
            scene.play();
        }

        assertThat(new Outdated(scene.look()).models().get("b"))
                .contains("FP32 [12], ", " now and was version 1, FP32 [10], ");
    }

    @Test
    void aChangeThatCannotBeProfiledIsNotProfiledOverAndOver() {
        scene.samples = 500;
        scene.playOut();
        scene.profiled.clear();
        scene.triton.versions.put("b", "2");
        for (int pass = 0; pass < 100 && !(scene.plan().stage() == Stage.TRAINING); pass++) {
            scene.play();
        }
        scene.play();
        scene.job = new JobState.Failed("37 usable samples");
        scene.playOut();

        assertThat(new Outdated(scene.look()).models()).containsOnlyKeys("b");
        assertThat(scene.plan().steps()).isEmpty();
        assertThat(scene.memory.profile().orElseThrow().progress()).isEqualTo(Progress.COMPLETE);
    }

    private void serveAndLink() {
        scene.samples = 500;
        scene.links.add(new LinkDeclaration(
                "b-to-c",
                1,
                "b",
                "c",
                false,
                false,
                LinkTraining.getDefaultInstance(),
                Optional.empty(),
                true,
                false,
                "",
                Scene.NOON));
        scene.playOut();
    }

    @Test
    void unloadsAModelThatLeftTheGroup() {
        scene.samples = 500;
        scene.playOut();
        scene.generation = 2;
        scene.mebibytes.remove("a");
        Step.Select select = (Step.Select) scene.plan().steps().get(0);
        scene.selected(select, Set.of("b", "c"));

        scene.playOut();

        assertThat(scene.triton.states.get("a")).isEqualTo(ModelState.UNLOADED);
    }

    @Test
    void neverTouchesAModelOfNobodys() {
        scene.triton.states.put("stranger", ModelState.READY);
        scene.samples = 500;

        scene.playOut();

        assertThat(scene.triton.states.get("stranger")).isEqualTo(ModelState.READY);
    }

    private RouteState state(String model) {
        return scene.published.orElseThrow().table().getModelsList().stream()
                .filter(route -> route.getModel().equals(model))
                .findFirst()
                .orElseThrow()
                .getState();
    }
}
