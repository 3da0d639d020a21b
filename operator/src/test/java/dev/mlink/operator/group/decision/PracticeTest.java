package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.planning.switching.Placement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PracticeTest {

    private static final Practice PRACTICE = new Practice(new Decider());

    private final Scene scene = new Scene();

    @Test
    void eachModelThatIsAwayTakesThePlaceOfThoseThatAreLoaded() {
        Observation rest = atRest(Set.of("a", "b"));

        Practice.Round round = PRACTICE.round(rest, 0).orElseThrow();

        assertThat(round.memory().target().orElseThrow().models()).containsExactly("c");
        assertThat(round.plan().steps())
                .containsSubsequence(
                        new Step.AwaitQuiet(Set.of(new Placement(Scene.TRITON, "b"))),
                        new Step.Unload(Scene.TRITON, "b"),
                        new Step.Load(Scene.TRITON, "c"),
                        new Step.AwaitQuiet(Set.of(new Placement(Scene.TRITON, "a"))),
                        new Step.Unload(Scene.TRITON, "a"));
        assertThat(round.looks().steps())
                .containsExactly(
                        new Step.LookAt(Set.of(new Placement(Scene.TRITON, "a"), new Placement(Scene.TRITON, "b"))),
                        new Step.HoldStill());
    }

    @Test
    void oneAndTwoAtATimeAreTakenInTurns() {
        Observation rest = atRest(Set.of("a"));
        Set<Set<String>> targets = new HashSet<>();

        for (int round = 0; round < 4; round++) {
            targets.add(PRACTICE.round(rest, round)
                    .orElseThrow()
                    .memory()
                    .target()
                    .orElseThrow()
                    .models());
        }

        assertThat(targets).containsExactlyInAnyOrder(Set.of("b"), Set.of("b", "c"), Set.of("c"));
    }

    @Test
    void aGroupThatIsAllLoadedHasNothingToSwitchTo() {
        scene.budget = 1000L << 20;
        Observation rest = atRest(Set.of("a", "b", "c"));

        assertThat(PRACTICE.round(rest, 0)).isEqualTo(Optional.empty());
    }

    private Observation atRest(Set<String> best) {
        scene.best = best;
        scene.samples = 500;
        scene.playOut();
        assertThat(scene.loaded()).isEqualTo(best);
        return scene.look();
    }
}
