package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.operator.planning.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Against brute force, which tries all sets and knows nothing of how {@link Exact} works. */
class ExactPropertyTest {

    private static final double ROUNDING = 1e-9;

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void noMaximalSetMeasuresBetter(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 12);
        SetOracle oracle = group.lawless();
        var selection = (Selection) new Exact().select(group.problem(), oracle);
        Map<Set<String>, Map<String, Double>> measured = oracle.performances(List.copyOf(group.maximal()));
        assertThat(measured).containsKey(selection.set());
        assertThat(selection.objective())
                .isCloseTo(group.f(selection.set(), measured.get(selection.set())), within(ROUNDING));
        boolean avoidable = measured.entrySet().stream().anyMatch(e -> !group.fallsShort(e.getKey(), e.getValue()));
        assertThat(selection.shortfalls().isEmpty()).isEqualTo(avoidable);
        measured.forEach((set, performances) -> {
            if (!avoidable || !group.fallsShort(set, performances)) {
                assertThat(group.f(set, performances)).isLessThanOrEqualTo(selection.objective() + ROUNDING);
            }
        });
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void noSetAtAllIsBetterWhereMoreActiveModelsNeverHurt(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 10);
        SetOracle oracle = group.bestLink();
        var selection = (Selection) new Exact().select(group.problem(), oracle);
        if (selection.shortfalls().isEmpty()) {
            oracle.performances(List.copyOf(group.feasible())).forEach((set, performances) -> {
                if (!group.fallsShort(set, performances)) {
                    assertThat(group.f(set, performances)).isLessThanOrEqualTo(selection.objective() + ROUNDING);
                }
            });
        } else {
            oracle.performances(List.copyOf(group.feasible()))
                    .forEach((set, performances) ->
                            assertThat(group.fallsShort(set, performances)).isTrue());
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void equalSetsAreDecidedByMemoryThenNames(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 9);
        var unconstrained = new SelectionProblem(
                group.problem().candidates().stream()
                        .map(c -> new Candidate(c.name(), c.memoryBytes(), 1, c.pinned(), OptionalDouble.empty()))
                        .toList(),
                group.problem().budget(),
                group.problem().performances());
        var alike = new RandomGroup(unconstrained, 0);
        SetOracle perfect = sets -> {
            var answers = new HashMap<Set<String>, Map<String, Double>>();
            sets.forEach(set -> {
                var all = new HashMap<String, Double>();
                unconstrained.candidates().forEach(c -> all.put(c.name(), 1.0));
                answers.put(set, all);
            });
            return answers;
        };
        var selection = (Selection) new Exact().select(unconstrained, perfect);
        long least = alike.maximal().stream().mapToLong(alike::bytes).min().orElseThrow();
        assertThat(selection.memoryBytes()).isEqualTo(least);
        assertThat(alike.maximal().stream()
                        .filter(set -> alike.bytes(set) == least)
                        .map(set -> String.join(" ", set))
                        .min(String::compareTo))
                .hasValue(String.join(" ", selection.set()));
    }
}
