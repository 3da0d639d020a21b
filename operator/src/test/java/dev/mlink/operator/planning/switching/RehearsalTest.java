package dev.mlink.operator.planning.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private final Rehearsal rehearsal = new Rehearsal(new SwitchPlanner(Patience.standard()));

    @Test
    void whatIsUnderWayEndsWell() {
        World world = world(
                560,
                Map.of("a", new ModelState.Loading(), "b", new ModelState.Unloading(Duration.ZERO)),
                Map.of("t", Set.of()));

        assertThat(rehearsal.of(world, Target.everywhere(Set.of("a"))))
                .singleElement()
                .isInstanceOfSatisfying(Step.Publish.class, publish -> assertThat(publish.on("t"))
                        .containsExactly("a"));
    }

    @Test
    void saysWhyATargetCannotBeReached() {
        World world = world(500, Map.of("a", new ModelState.Ready()), Map.of("t", Set.of("a")));

        assertThat(rehearsal.of(world, Target.everywhere(Set.of("a", "b"))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.RollBack.class, stop -> assertThat(stop.reason()).contains("take", "together"));
    }

    @Test
    void nothingIsToBeDoneWhereTheTargetIsReached() {
        World world = world(560, Map.of("a", new ModelState.Ready()), Map.of("t", Set.of("a")));

        assertThat(rehearsal.of(world, Target.everywhere(Set.of("a")))).isEmpty();
    }

    private static World world(long budget, Map<String, ModelState> states, Map<String, Set<String>> exact) {
        return new World(
                new Budget(budget),
                Set.of("a", "b"),
                Map.of("a", 400L, "b", 120L),
                List.of(new ObservedEndpoint("t", true, states, Map.of(), Set.of("b"), Map.of("a", 3L), 0, Map.of())),
                new TableInForce(4, exact, Duration.ZERO),
                List.of(new ObservedPod("pod", true, 3, Map.of(new Placement("t", "a"), 2L))));
    }
}
