package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.operator.planning.Candidate;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What the literature promises of each strategy where F is monotone and submodular, against brute force. */
class GuaranteePropertyTest {

    private static final double ROUNDING = 1e-9;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void greedyReaches405Thousandths(@ForAll long seed) {
        RandomGroup group = unconstrained(RandomGroup.of(seed, 12));
        assertThat(gained(group, new Greedy())).isGreaterThanOrEqualTo(.405 * optimum(group) - ROUNDING);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void partialEnumerationReachesOneMinusOneOverE(@ForAll long seed) {
        RandomGroup group = unconstrained(RandomGroup.of(seed, 12));
        assertThat(gained(group, new PartialEnumeration()))
                .isGreaterThanOrEqualTo((1 - 1 / Math.E) * optimum(group) - ROUNDING);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void autoAndExactReachAllOfIt(@ForAll long seed) {
        RandomGroup group = unconstrained(RandomGroup.of(seed, 12));
        for (SelectionStrategy strategy : List.of(new Auto(), new Exact())) {
            assertThat(gained(group, strategy)).isCloseTo(optimum(group), within(ROUNDING));
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void everyStrategyCertifiesAndKeepsToTheBudget(@ForAll long seed) {
        RandomGroup group = unconstrained(RandomGroup.of(seed, 12));
        double best = base(group) + optimum(group);
        for (Strategy each : Strategy.values()) {
            var selection = (Selection) each.strategy().select(group.problem(), group.bestLink());
            assertThat(selection.strategy()).isEqualTo(each);
            assertThat(selection.surrogate().upperBound()).isGreaterThanOrEqualTo(best - ROUNDING);
            assertThat(group.maximal()).as("%s: feasible and maximal", each).contains(selection.set());
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void noStrategyLeavesAMinimumThatItsBestModelsCouldKeep(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 10);
        SetOracle oracle = group.bestLink();
        for (Strategy each : Strategy.values()) {
            var selection = (Selection) each.strategy().select(group.problem(), oracle);
            SortedSet<String> forced = new TreeSet<>();
            group.problem().candidates().stream()
                    .filter(c -> c.pinned() || c.minPerformance().isPresent())
                    .forEach(c -> forced.add(c.name()));
            if (group.bytes(forced) <= group.problem().budget().bytes()) {
                assertThat(selection.shortfalls()).as("%s", each).isEmpty();
            }
        }
    }

    /** Lazy evaluation changes nothing. */
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void growsAsIfEveryGainWereComputedEachTime(@ForAll long seed, @ForAll boolean perByte) {
        FacilityLocation surrogate =
                new FacilityLocation(RandomGroup.of(seed, 12).problem());
        var eager = (BitSet) surrogate.pinned().clone();
        for (int next = 0; next >= 0; ) {
            next = -1;
            double most = -1;
            double[] performances = surrogate.performances(eager);
            for (int i = 0; i < surrogate.size(); i++) {
                if (surrogate.choices().get(i) && !eager.get(i) && surrogate.memory(i) <= surrogate.room(eager)) {
                    double worth = surrogate.gain(performances, i) / (perByte ? surrogate.memory(i) : 1);
                    if (worth > most || worth == most && surrogate.memory(i) < surrogate.memory(next)) {
                        most = worth;
                        next = i;
                    }
                }
            }
            if (next >= 0) {
                eager.set(next);
            }
        }
        assertThat(new GreedySets(surrogate).grown(surrogate.pinned(), perByte)).isEqualTo(eager);
    }

    /** What the strategy's set adds to the pinned models; the guarantees are about that. */
    private static double gained(RandomGroup group, SelectionStrategy strategy) {
        var selection = (Selection) strategy.select(group.problem(), group.bestLink());
        return f(group, selection.set()) - base(group);
    }

    private static double optimum(RandomGroup group) {
        return group.feasible().stream().mapToDouble(set -> f(group, set)).max().orElseThrow() - base(group);
    }

    private static double base(RandomGroup group) {
        return f(group, Models.of(group.problem()).pinned());
    }

    private static double f(RandomGroup group, Set<String> set) {
        return group.f(set, group.bestLink().performances(List.of(set)).get(set));
    }

    private static RandomGroup unconstrained(RandomGroup group) {
        SelectionProblem problem = group.problem();
        return new RandomGroup(
                new SelectionProblem(
                        problem.candidates().stream()
                                .map(c -> new Candidate(
                                        c.name(), c.memoryBytes(), c.weight(), c.pinned(), OptionalDouble.empty()))
                                .toList(),
                        problem.budget(),
                        problem.performances()),
                group.noise());
    }
}
