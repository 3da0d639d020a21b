package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Packing;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever a strategy chooses can be placed; the best set is the best of those; the bound holds for all of them. */
class DevicesPropertyTest {

    private static final double ROUNDING = 1e-9;

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void everyStrategyChoosesWhatCanBePlaced(@ForAll long seed) {
        var random = new Random(seed);
        SelectionProblem problem = divided(random, RandomGroup.of(seed, 9).problem());
        SetOracle oracle = sets -> sets.stream().collect(Collectors.toMap(set -> set, set -> Map.of()));
        for (Strategy strategy : Strategy.values()) {
            SelectionOutcome outcome = strategy.strategy().select(problem, oracle);
            if (outcome instanceof Selection selection) {
                Map<String, Long> sizes = sizes(problem, selection.set());
                assertThat(new Packing(problem.devices()).place(sizes, Map.of()))
                        .as("%s: %s on %s", strategy, sizes, problem.devices())
                        .isPresent();
            }
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void theBoundHoldsForEverySetThatCanBePlacedAndExactReachesTheBest(@ForAll long seed) {
        var random = new Random(seed);
        SelectionProblem problem = divided(random, RandomGroup.of(seed, 8).problem());
        Assume.that(Models.of(problem).obstacle(problem).isEmpty());
        var surrogate = new FacilityLocation(problem);
        double best = 0;
        for (Set<String> set : new MaximalSets(problem).all()) {
            assertThat(problem.fits(set)).isTrue();
            best = Math.max(best, surrogate.value(set));
        }
        SurrogateOptimum found = SurrogateSearch.search(surrogate, 1, 20_000, false);
        assertThat(found.upperBound()).isGreaterThanOrEqualTo(best - ROUNDING);
        assertThat(found.ended()).isTrue();
        assertThat(found.value()).isGreaterThanOrEqualTo(best - ROUNDING);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void oneDeviceIsTheBudgetAsAWhole(@ForAll long seed) {
        SelectionProblem whole = RandomGroup.of(seed, 9).problem();
        SelectionProblem one = new SelectionProblem(
                whole.candidates(),
                new Devices(new TreeMap<>(Map.of("0", whole.budget().bytes()))),
                whole.performances());
        SetOracle oracle = sets -> sets.stream().collect(Collectors.toMap(set -> set, set -> Map.of()));
        for (Strategy strategy : Strategy.values()) {
            SelectionOutcome divided = strategy.strategy().select(one, oracle);
            SelectionOutcome undivided = strategy.strategy().select(whole, oracle);
            if (undivided instanceof Selection selection) {
                assertThat(((Selection) divided).set()).as("%s", strategy).isEqualTo(selection.set());
                assertThat(((Selection) divided).surrogate()).isEqualTo(selection.surrogate());
            } else {
                assertThat(divided).isEqualTo(undivided);
            }
        }
    }

    private static Map<String, Long> sizes(SelectionProblem problem, Set<String> set) {
        return problem.candidates().stream()
                .filter(candidate -> new TreeSet<>(set).contains(candidate.name()))
                .collect(Collectors.toMap(Candidate::name, Candidate::memoryBytes));
    }

    /** The same budget on two or three devices. */
    private static SelectionProblem divided(Random random, SelectionProblem problem) {
        var devices = new TreeMap<String, Long>();
        long left = problem.budget().bytes();
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            long bytes = i == count - 1 ? left : (long) (left * random.nextDouble());
            devices.put("" + i, bytes);
            left -= bytes;
        }
        return new SelectionProblem(problem.candidates(), new Devices(devices), problem.performances());
    }
}
