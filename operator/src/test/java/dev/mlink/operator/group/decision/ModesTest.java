package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.Mode;
import dev.mlink.operator.group.spec.Proposal;
import dev.mlink.operator.planning.switching.World;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.triton.ModelState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far the operator goes with a group. */
class ModesTest {

    private final Scene scene = new Scene();

    @Test
    void aDryRunOfANewGroupOnlyReports() {
        scene.mode = Mode.DRY_RUN;
        scene.samples = 500;

        List<Step> steps = scene.playOut();

        assertThat(steps).allMatch(step -> step instanceof Step.Remember || step instanceof Step.Tell);
        assertThat(scene.triton.states).isEmpty();
        assertThat(scene.published).isEmpty();
        Proposal proposal = scene.memory.standing().proposal().orElseThrow();
        assertThat(proposal.models()).containsExactlyInAnyOrder("b", "c");
        assertThat(proposal.objective()).isEmpty();
        assertThat(proposal.steps())
                .containsExactly(
                        "publish a routing table: the first table",
                        "load 'c' on triton-0",
                        "publish a routing table: 'c' is ready on triton-0",
                        "load 'b' on triton-0",
                        "publish a routing table: 'b' is ready on triton-0",
                        "profile a, b, c");
        assertThat(scene.plan().stage()).isEqualTo(Stage.DRY_RUN);
    }

    @Test
    void aDryRunSaysWhatAChangeWouldComeToAndGoesOnServing() {
        serve();
        RoutingTable table = scene.published.orElseThrow().table();
        scene.mode = Mode.DRY_RUN;
        scene.budget = 300L << 20;
        scene.best = Set.of("b", "c");

        List<Step> steps = scene.playOut();

        assertThat(steps)
                .filteredOn(Step.Propose.class::isInstance)
                .as("asked for once")
                .hasSize(1);
        assertThat(steps).noneMatch(ModesTest::touches);
        assertThat(scene.loaded()).containsExactly("a", "b");
        assertThat(scene.published.orElseThrow().table()).isEqualTo(table);
        Proposal proposal = scene.memory.standing().proposal().orElseThrow();
        assertThat(proposal.objective()).contains(.9);
        assertThat(proposal.steps())
                .containsExactly(
                        "publish a routing table: 'a' gives way to [c] on triton-0",
                        "unload 'a' from triton-0",
                        "load 'c' on triton-0",
                        "publish a routing table: 'c' is ready on triton-0");

        scene.mode = Mode.ACTIVE;
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("b", "c");
        assertThat(scene.memory.standing().proposal()).isEmpty();
    }

    @Test
    void aDryRunOfWhatIsInForceHasNothingToDo() {
        serve();
        scene.mode = Mode.DRY_RUN;
        scene.playOut();

        Proposal proposal = scene.memory.standing().proposal().orElseThrow();
        assertThat(proposal.models()).containsExactlyInAnyOrder("a", "b");
        assertThat(proposal.steps()).isEmpty();
    }

    @Test
    void aSuspendedGroupDoesNothingAtAll() {
        serve();
        scene.mode = Mode.SUSPENDED;
        List<Step> change = scene.playOut();
        assertThat(change)
                .filteredOn(step -> step instanceof Step.Tell told && told.reason() == EventReason.ModeChanged)
                .hasSize(1);
        assertThat(change).noneMatch(ModesTest::touches);

        scene.generation = 3;
        scene.budget = 600L << 20;
        scene.now = scene.now.plus(Duration.ofHours(3));
        scene.triton.states.clear();
        scene.rescheduleAsked = true;
        assertThat(scene.plan().steps()).isEmpty();
        assertThat(scene.plan().stage()).isEqualTo(Stage.SUSPENDED);

        scene.mode = Mode.ACTIVE;
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource(names = {"DRY_RUN", "SUSPENDED"})
    void aSwitchUnderWayIsFinishedWhereverItStands(Mode mode) {
        for (int passes = 0; passes < 12; passes++) {
            Scene each = serving();
            each.generation = 2;
            each.budget = 561L << 20; // another spec: the choice is made anew
            each.best = Set.of("b", "c");
            play(each, passes);
            Set<String> aim = each.memory.target().orElseThrow().models();

            each.mode = mode;
            each.playOut();

            assertThat(each.memory.standing().mode()).isEqualTo(mode);
            assertThat(each.loaded()).as("suspended after %d passes", passes).isEqualTo(aim);
            assertThat(exact(each)).isEqualTo(aim);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DRY_RUN", "SUSPENDED"})
    void aProfileUnderWayGivesTheSetBackAndGoesOnLater(Mode mode) {
        for (int passes = 0; passes < 12; passes++) {
            Scene each = serving();
            each.now = each.now.plus(Duration.ofHours(1));
            each.profiled.clear();
            play(each, passes);

            each.mode = mode;
            each.playOut();

            assertThat(each.loaded()).as("suspended after %d passes", passes).containsExactly("a", "b");
            assertThat(exact(each)).containsExactlyInAnyOrder("a", "b");
            each.mode = Mode.ACTIVE;
            each.playOut();
            assertThat(each.memory.profile().orElseThrow().progress()).isEqualTo(Progress.COMPLETE);
            assertThat(each.memory.profile().orElseThrow().failed()).isEmpty();
        }
    }

    @Test
    void whatElseHasChangedInTheSpecIsNotBegunBeforeTheModeIsInForce() {
        serve();
        scene.mode = Mode.SUSPENDED;
        scene.generation = 2;
        scene.budget = 100L << 20;
        scene.mebibytes.remove("b");

        List<Step> steps = scene.playOut();

        assertThat(steps).noneMatch(ModesTest::touches);
        assertThat(scene.memory.standing().mode()).isEqualTo(Mode.SUSPENDED);
        assertThat(scene.triton.states).containsEntry("a", ModelState.READY).containsEntry("b", ModelState.READY);
    }

    @Test
    void whatCannotBeFinishedDoesNotHoldTheModeUp() {
        serve();
        scene.generation = 2;
        scene.budget = 561L << 20;
        scene.best = Set.of("b", "c");
        scene.triton.breaks = Set.of("c");
        scene.play();

        scene.mode = Mode.SUSPENDED;
        scene.playOut();

        assertThat(scene.memory.standing().mode()).isEqualTo(Mode.SUSPENDED);
        assertThat(exact(scene)).isEqualTo(scene.loaded()).containsExactly("b");
    }

    @Test
    void aTritonThatIsAwayDoesNotHoldTheModeUp() {
        serve();
        scene.tritonDown = Optional.of("connection refused");
        scene.mode = Mode.SUSPENDED;
        scene.playOut();
        scene.tritonDown = Optional.empty();
        scene.triton.states.replaceAll((model, state) -> ModelState.UNLOADED);

        assertThat(scene.playOut()).isEmpty();
        assertThat(scene.loaded()).isEmpty();
    }

    private void serve() {
        scene.samples = 500;
        scene.playOut();
    }

    private static Scene serving() {
        Scene scene = new Scene();
        scene.samples = 500;
        scene.playOut();
        return scene;
    }

    private static void play(Scene scene, int passes) {
        for (int pass = 0; pass < passes; pass++) {
            scene.play();
        }
    }

    private static Set<String> exact(Scene scene) {
        World world = new Worlds(scene.look()).switching();
        assertThat(scene.published.orElseThrow().table().getModelsList())
                .filteredOn(route -> route.getState() == RouteState.EXACT)
                .hasSameSizeAs(world.table().exactOn(Scene.TRITON));
        return world.table().exactOn(Scene.TRITON).stream().collect(Collectors.toSet());
    }

    private static boolean touches(Step step) {
        return !(step instanceof Step.Remember || step instanceof Step.Tell || step instanceof Step.Propose);
    }
}
