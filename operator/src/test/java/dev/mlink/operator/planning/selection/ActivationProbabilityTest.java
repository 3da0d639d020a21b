package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class ActivationProbabilityTest {

    private final ActivationProbability strategy = new ActivationProbability();

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void isEquation7(@ForAll long seed) {
        SelectionProblem problem = RandomGroup.of(seed, 12).problem();
        Map<String, Double> probabilities = strategy.probabilities(problem);
        int k = problem.candidates().size();
        double minimalCost = Double.POSITIVE_INFINITY;
        for (Candidate c : problem.candidates()) {
            minimalCost = Math.min(minimalCost, c.memoryBytes());
        }
        for (Candidate fi : problem.candidates()) {
            double sum1 = 0;
            double sum2 = 0;
            for (Candidate fj : problem.candidates()) {
                if (fj != fi) {
                    sum1 += g(problem, fi, fj);
                    sum2 += g(problem, fj, fi);
                }
            }
            double p1 = k == 1 ? 0 : sum1 / (k - 1);
            double p2 = k == 1 ? 0 : sum2 / (k - 1);
            double expected = (1 + p1 - p2) * minimalCost / (2 * fi.memoryBytes());
            assertThat(probabilities.get(fi.name()))
                    .isCloseTo(expected, within(1e-12))
                    .isBetween(0.0, 1.0);
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void takesModelsByFallingProbabilityAndSkipsMisfits(@ForAll long seed) {
        SelectionProblem problem = withoutMinimum(RandomGroup.of(seed, 12).problem());
        var selection = (Selection) strategy.select(problem, new RandomGroup(problem, seed).lawless());
        Map<String, Double> probabilities = strategy.probabilities(problem);
        var rest = new ArrayList<>(problem.candidates());
        long left = problem.budget().bytes();
        for (Candidate c : problem.candidates()) {
            if (c.pinned()) {
                left -= c.memoryBytes();
                rest.remove(c);
                assertThat(selection.set()).contains(c.name());
            }
        }
        while (!rest.isEmpty()) {
            Candidate next = rest.get(0);
            for (Candidate c : rest) {
                int order = Double.compare(probabilities.get(c.name()), probabilities.get(next.name()));
                if (order > 0 || order == 0 && c.memoryBytes() < next.memoryBytes()) {
                    next = c;
                }
            }
            rest.remove(next);
            assertThat(selection.set().contains(next.name())).isEqualTo(next.memoryBytes() <= left);
            left -= next.memoryBytes() <= left ? next.memoryBytes() : 0;
        }
    }

    /** A cheap model that predicts nobody keeps out the one that predicts everybody: 1/n of the best there is, which the others find. */
    @Example
    void canBeAsBadAsOneOverN() {
        for (int n : List.of(3, 5, 20)) {
            var candidates = new ArrayList<Candidate>();
            candidates.add(candidate("cheap", 10));
            candidates.add(candidate("oracle", 100));
            for (int i = 2; i < n; i++) {
                candidates.add(candidate("other-" + i, 100));
            }
            var byOracle = new HashMap<String, Double>();
            candidates.stream().filter(c -> !c.name().equals("oracle")).forEach(c -> byOracle.put(c.name(), 1.0));
            var problem = new SelectionProblem(
                    candidates, new Budget(100), new PairPerformances(Map.of("oracle", byOracle), Map.of()));
            SetOracle oracle = new RandomGroup(problem, 0).bestLink();
            var ranked = (Selection) strategy.select(problem, oracle);
            assertThat(ranked.set()).containsExactly("cheap");
            assertThat(ranked.objective()).isCloseTo(1.0 / n, within(1e-12));
            for (Strategy other :
                    Set.of(Strategy.AUTO, Strategy.EXACT, Strategy.PARTIAL_ENUMERATION, Strategy.GREEDY)) {
                var best = (Selection) other.strategy().select(problem, oracle);
                assertThat(best.set()).as("%s", other).containsExactly("oracle");
                assertThat(best.objective()).isCloseTo(1, within(1e-12));
                assertThat(best.surrogate().upperBound()).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Example
    void aModelBelowItsMinimumJoinsAheadOfTheRanking() {
        var strict = new Candidate("strict", 60, 1, false, OptionalDouble.of(.9));
        var problem = new SelectionProblem(
                List.of(candidate("small", 50), strict),
                new Budget(100),
                new PairPerformances(Map.of("small", Map.of("strict", .8)), Map.of()));
        SetOracle oracle = new RandomGroup(problem, 0).bestLink();
        var selection = (Selection) strategy.select(problem, oracle);
        assertThat(selection.set()).containsExactly("strict");
        assertThat(selection.shortfalls()).isEmpty();
    }

    @Example
    void aMinimumThatNothingCanReachIsReported() {
        var strict = new Candidate("strict", 160, 1, false, OptionalDouble.of(.9));
        var problem = new SelectionProblem(
                List.of(candidate("small", 50), strict),
                new Budget(100),
                new PairPerformances(Map.of("small", Map.of("strict", .8)), Map.of()));
        SetOracle oracle = new RandomGroup(problem, 0).bestLink();
        for (Strategy each : Strategy.values()) {
            var selection = (Selection) each.strategy().select(problem, oracle);
            assertThat(selection.set()).containsExactly("small");
            assertThat(selection.shortfalls()).containsExactly(new Shortfall("strict", .8, .9));
        }
    }

    private static double g(SelectionProblem problem, Candidate source, Candidate target) {
        Double link = problem.performances()
                .links()
                .getOrDefault(source.name(), Map.of())
                .get(target.name());
        return link != null ? link : problem.performances().priors().getOrDefault(target.name(), 0.0);
    }

    private static SelectionProblem withoutMinimum(SelectionProblem problem) {
        return new SelectionProblem(
                problem.candidates().stream()
                        .map(c -> new Candidate(
                                c.name(), c.memoryBytes(), c.weight(), c.pinned(), OptionalDouble.empty()))
                        .toList(),
                problem.budget(),
                problem.performances());
    }

    private static Candidate candidate(String name, long bytes) {
        return new Candidate(name, bytes, 1, false, OptionalDouble.empty());
    }
}
