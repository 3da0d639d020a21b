package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.operator.group.observation.Neighbour;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.spec.Claim;
import dev.mlink.operator.group.spec.Mode;
import dev.mlink.operator.status.Reason;
import dev.mlink.operator.triton.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups that share a Triton. */
class AdmissionTest {

    private static final long MEBI = 1L << 20;

    /**
     * Three groups go from nothing to serving. Each looks, and what it decided happens some time later, when the others may
     * have written something else; sometimes it never does, since the operator has died.
     */
    @Test
    void oneMovesAtATimeHoweverTheirPassesInterleave() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Member> members = List.of(new Member(0), new Member(1), new Member(2));
            for (int turn = 0; turn < 4000; turn++) {
                members.get(random.nextInt(3)).goOn(members, random.nextInt(10) == 0);
                assertThat(members)
                        .filteredOn(member -> member.claim() == Claim.HELD)
                        .hasSizeLessThan(2);
            }
            assertThat(members).as("seed %d", seed).allSatisfy(member -> {
                assertThat(member.scene.loaded()).containsExactly("a", "b");
                assertThat(member.claim()).isEqualTo(Claim.NONE);
            });
        }
    }

    @Test
    void whoHasTheTurnKeepsItThroughAProfile() {
        Scene scene = new Scene();
        scene.samples = 500;
        scene.neighbours = older(Claim.NONE);
        boolean profiled = false;
        for (int pass = 0; pass < 200; pass++) {
            Stage stage = scene.plan().stage();
            boolean moving = scene.memory.standing().claim() == Claim.HELD;
            scene.play();
            if (stage == Stage.PROFILING && moving) {
                profiled = true;
                scene.neighbours = older(Claim.WANTED); // it came later
            }
            scene.neighbours = scene.memory.standing().claim() == Claim.HELD ? scene.neighbours : older(Claim.NONE);
        }
        assertThat(profiled).isTrue();
        assertThat(scene.loaded()).containsExactly("a", "b");
    }

    @Test
    void whoWaitsSaysForWhomAndRoutesOutWhatTritonHasLost() {
        Scene scene = served();
        scene.neighbours = older(Claim.HELD);
        scene.triton.states.put("a", ModelState.UNLOADED);

        List<Step> steps = scene.playOut();

        assertThat(steps).singleElement().isInstanceOf(Step.Publish.class);
        assertThat(state(scene, "a")).isEqualTo(RouteState.PREDICTED);
        assertThat(scene.plan().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.reason()).isEqualTo(Reason.WaitingForTriton);
            assertThat(finding.text()).startsWith("group 'elder' moves models on the same Triton");
        });

        scene.neighbours = older(Claim.NONE);
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("a", "b");
    }

    @Test
    void aGroupThatLeavesIsWaitedFor() {
        Scene scene = served();
        scene.neighbours = new Neighbourhood(
                List.of(new Neighbour("going", false, true, Claim.NONE, Set.of(), 0)), OptionalLong.empty());
        scene.triton.states.put("a", ModelState.UNLOADED);

        scene.playOut();

        assertThat(scene.loaded()).containsExactly("b");
        assertThat(scene.memory.standing().claim()).isEqualTo(Claim.WANTED);
    }

    @Test
    void aModelOfAnOlderGroupIsRefusedAndNeverTouched() {
        Scene scene = new Scene();
        scene.triton.states.put("b", ModelState.READY);
        scene.neighbours = new Neighbourhood(
                List.of(new Neighbour("elder", true, false, Claim.NONE, Set.of("b", "z"), 0)), OptionalLong.empty());
        scene.samples = 500;

        scene.playOut();

        assertThat(scene.memory.found().get(Scene.TRITON)).isEmpty();
        assertThat(scene.triton.states).containsEntry("b", ModelState.READY);
        assertThat(state(scene, "b")).isNotEqualTo(RouteState.EXACT);
        assertThat(scene.plan().findings())
                .filteredOn(finding -> finding.reason() == Reason.ModelOfAnotherGroup)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .isEqualTo(
                                "model 'b' belongs to group 'elder', which is older and drives the same Triton: take it"
                                        + " out of spec.models of one of the two"));
    }

    @Test
    void theOlderGroupKeepsAModelThatBothName() {
        Scene scene = new Scene();
        scene.neighbours = new Neighbourhood(
                List.of(new Neighbour("younger", false, false, Claim.NONE, Set.of("b"), 0)), OptionalLong.empty());

        scene.playOut();

        assertThat(scene.loaded()).containsExactly("b", "c");
    }

    @Test
    void nothingIsLoadedBeyondTheDevice() {
        Scene scene = new Scene();
        scene.neighbours = budgets(600, 1159);

        scene.playOut();

        assertThat(scene.loaded()).isEmpty();
        assertThat(new Commitment(scene.look()).text())
                .isEqualTo(
                        "spec.budget.memory is 560Mi, group 'elder' has 600Mi, and the device has 1159Mi: nothing more is"
                                + " loaded; lower one of the budgets");

        scene.neighbours = budgets(600, 1160);
        scene.playOut();
        assertThat(scene.loaded()).containsExactly("b", "c");

        scene.neighbours = budgets(601, 1160);
        scene.playOut();
        assertThat(scene.loaded()).as("what is loaded stays").containsExactly("b", "c");
    }

    @Test
    void whatWasNotBegunIsNotFinishedWhenTheModeChanges() {
        Scene scene = served();
        scene.neighbours = older(Claim.HELD);
        scene.generation = 2;
        scene.budget = 561 * MEBI;
        scene.best = Set.of("b", "c");
        scene.playOut();
        scene.mode = Mode.SUSPENDED;

        scene.playOut();

        assertThat(scene.memory.standing().mode()).isEqualTo(Mode.SUSPENDED);
        assertThat(scene.loaded()).containsExactly("a", "b");
        assertThat(state(scene, "a")).isEqualTo(RouteState.EXACT);
    }

    private static Scene served() {
        Scene scene = new Scene();
        scene.samples = 500;
        scene.playOut();
        return scene;
    }

    private static Neighbourhood older(Claim claim) {
        return new Neighbourhood(
                List.of(new Neighbour("elder", true, false, claim, Set.of(), 0)), OptionalLong.empty());
    }

    private static Neighbourhood budgets(long elder, long device) {
        return new Neighbourhood(
                List.of(new Neighbour("elder", true, false, Claim.NONE, Set.of(), elder * MEBI)),
                OptionalLong.of(device * MEBI));
    }

    private static RouteState state(Scene scene, String model) {
        return scene.published.orElseThrow().table().getModelsList().stream()
                .filter(route -> route.getModel().equals(model))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    /** One of the groups; its age is its number. */
    private static final class Member {
        final int number;
        final Scene scene = new Scene();
        Optional<Plan> decided = Optional.empty();

        Member(int number) {
            this.number = number;
            scene.samples = 500;
        }

        Claim claim() {
            return scene.memory.standing().claim();
        }

        void goOn(List<Member> all, boolean dies) {
            if (decided.isPresent()) {
                decided.filter(plan -> !dies).ifPresent(plan -> plan.steps().forEach(this::happens));
                decided = Optional.empty();
                scene.now = scene.now.plusMillis(200);
                return;
            }
            List<Neighbour> others = new ArrayList<>();
            all.stream()
                    .filter(other -> other != this)
                    .forEach(other -> others.add(new Neighbour(
                            "group-" + other.number, other.number < number, false, other.claim(), Set.of(), 0)));
            scene.neighbours = new Neighbourhood(others, OptionalLong.empty());
            decided = Optional.of(scene.plan());
        }

        private void happens(Step step) {
            if (step instanceof Step.Load || step instanceof Step.Unload) {
                assertThat(claim()).as("whose turn it is").isEqualTo(Claim.HELD);
            }
            scene.happen(step);
        }
    }
}
