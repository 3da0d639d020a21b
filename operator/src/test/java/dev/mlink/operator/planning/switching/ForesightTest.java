package dev.mlink.operator.planning.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ForesightTest {

    private static final ModelState READY = new ModelState.Ready();

    private final SwitchPlanner planner = new SwitchPlanner(Patience.standard());
    private long inFlight;
    private Map<String, Duration> dead = Map.of();

    @Test
    void whatTheReleasedMemoryAdmitsIsLoadedWithoutAnotherLook() {
        World world = world(Set.of("large"), Set.of());

        assertThat(planner.next(world, Target.everywhere(Set.of("small", "tiny"))))
                .containsExactly(new Step.Unload("t", "large"));
        assertThat(foreseen(world, "small", "tiny")).containsExactly(new Step.Load("t", "small"));
    }

    @Test
    void theNextOneIsLoadedAfterATableThatOnlyAdds() {
        World world = world(Set.of("small"), Set.of());

        assertThat(planner.next(world, Target.everywhere(Set.of("small", "tiny"))))
                .singleElement()
                .isInstanceOf(Step.Publish.class);
        assertThat(foreseen(world, "small", "tiny")).containsExactly(new Step.Load("t", "tiny"));
    }

    @Test
    void whatIsLostIsFollowedByNothing() {
        World lost = world(Set.of("small"), Set.of("small", "tiny"));

        assertThat(planner.next(lost, Target.everywhere(Set.of("small", "tiny"))))
                .singleElement()
                .isInstanceOf(Step.Publish.class);
        assertThat(departing(lost, "small", "tiny")).isEmpty();
        assertThat(foreseen(lost, "small", "tiny")).isEmpty();
    }

    @Test
    void whatGivesWayLeavesOnceNobodyAsksItAndMakesRoom() {
        World world = world(Set.of("large"), Set.of("large"));
        Target target = Target.everywhere(Set.of("small"));
        List<Step> steps = new ArrayList<>(planner.next(world, target));
        assertThat(steps).singleElement().isInstanceOf(Step.Publish.class);

        steps.addAll(new Foresight(planner).departures(world, target, steps));

        assertThat(steps.subList(1, steps.size()))
                .containsExactly(
                        new Step.AwaitQuiet(Set.of(new Placement("t", "large"))), new Step.Unload("t", "large"));
        assertThat(new Foresight(planner).loads(world, target, steps)).containsExactly(new Step.Load("t", "small"));
    }

    @Test
    void nothingLeavesUnseenWhereAProcessHasDied() {
        dead = Map.of("tiny", Duration.ofSeconds(1));

        assertThat(departing(world(Set.of("large", "tiny"), Set.of("large", "tiny")), "small"))
                .isEmpty();
    }

    @Test
    void whatIsWaitedForIsNotForeseen() {
        inFlight = 2;
        World world = world(Set.of("large"), Set.of());

        assertThat(planner.next(world, Target.everywhere(Set.of("small"))))
                .singleElement()
                .isInstanceOf(Step.AwaitDrain.class);
        assertThat(foreseen(world, "small")).isEmpty();
    }

    @Test
    void nothingIsForeseenWhereAProcessHasDied() {
        dead = Map.of("large", Duration.ofSeconds(1));

        assertThat(foreseen(world(Set.of("large"), Set.of()), "small")).isEmpty();
    }

    @Test
    void theTableThatFollowsIsForeseen() {
        World world = world(Set.of("large"), Set.of());
        Target target = Target.everywhere(Set.of("small", "tiny"));
        Foresight foresight = new Foresight(planner);
        List<Step> steps = new ArrayList<>(planner.next(world, target));
        steps.addAll(foresight.loads(world, target, steps));

        assertThat(foresight.table(world, target, steps))
                .hasValueSatisfying(table -> assertThat(table.exact()).isEqualTo(Map.of("t", Set.of("small"))));
        assertThat(foresight.table(world, target, List.of())).isEmpty();
    }

    @Test
    void whatHasComeIsPublishedAndFollowedByWhatFitsBesideIt() {
        World world = world(Set.of("large"), Set.of());
        Target target = Target.everywhere(Set.of("small", "tiny"));
        Foresight foresight = new Foresight(planner);
        List<Step> steps = new ArrayList<>(planner.next(world, target));
        assertThat(foresight.arrivals(world, target, steps))
                .as("nothing is loaded yet")
                .isEmpty();
        steps.addAll(foresight.loads(world, target, steps));

        assertThat(foresight.arrivals(world, target, steps))
                .containsExactly(
                        new Step.LookAt(Set.of(new Placement("t", "small"))),
                        table("'small' is ready on t", "small"),
                        new Step.HoldStill(),
                        new Step.Load("t", "tiny"),
                        new Step.LookAt(Set.of(new Placement("t", "tiny"))),
                        table("'tiny' is ready on t", "small", "tiny"));
    }

    @Test
    void nothingFollowsALoadWhereAProcessHasDied() {
        dead = Map.of("tiny", Duration.ofSeconds(1));

        assertThat(new Foresight(planner)
                        .arrivals(
                                world(Set.of("tiny"), Set.of()),
                                Target.everywhere(Set.of("small")),
                                List.of(new Step.Load("t", "small"))))
                .isEmpty();
    }

    private static Step.Publish table(String why, String... models) {
        return new Step.Publish(new TreeMap<>(Map.of("t", new TreeSet<>(List.of(models)))), why);
    }

    private List<Step> departing(World world, String... models) {
        Target target = Target.everywhere(Set.of(models));
        return new Foresight(planner).departures(world, target, planner.next(world, target));
    }

    private List<Step> foreseen(World world, String... models) {
        Target target = Target.everywhere(Set.of(models));
        return new Foresight(planner).loads(world, target, planner.next(world, target));
    }

    /** A budget of 450 for models of 400, 300 and 100, and one pod that knows the table. */
    private World world(Set<String> loaded, Set<String> exact) {
        Map<String, Long> costs = Map.of("large", 400L, "small", 300L, "tiny", 100L);
        Map<String, ModelState> states = new HashMap<>();
        costs.keySet().forEach(model -> states.put(model, new ModelState.Unloaded()));
        loaded.forEach(model -> states.put(model, READY));
        return new World(
                new Budget(450),
                costs.keySet(),
                costs,
                List.of(new ObservedEndpoint("t", true, states, dead, Set.of(), Map.of(), 0, Map.of())),
                new TableInForce(4, exact.isEmpty() ? Map.of() : Map.of("t", exact), Duration.ZERO),
                List.of(new ObservedPod("pod", true, 4, Map.of(new Placement("t", "large"), inFlight))));
    }
}
