package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;

/** More models than can be enumerated. */
class LargeGroupTest {

    private final RandomGroup group = group(20);

    @Example
    void autoTakesTheBestMeasuredOfFiftySets() {
        var asked = new ArrayList<Set<String>>();
        SetOracle lawless = group.lawless();
        var selection = (Selection) new Auto().select(group.problem(), sets -> {
            asked.addAll(sets);
            return lawless.performances(sets);
        });

        assertThat(asked).hasSize(Auto.MEASURED).doesNotHaveDuplicates();
        Map<Set<String>, Map<String, Double>> measured = lawless.performances(asked);
        double best = asked.stream()
                .mapToDouble(set -> group.f(set, measured.get(set)))
                .max()
                .orElseThrow();
        assertThat(selection.objective()).isCloseTo(best, within(1e-12));
        assertThat(asked).allSatisfy(set -> assertThat(group.bytes(set))
                .isLessThanOrEqualTo(group.problem().budget().bytes()));
    }

    @Example
    void theFiftySetsAreTheBestOnes() {
        var surrogate = new FacilityLocation(group.problem());
        SurrogateOptimum found = SurrogateSearch.search(surrogate, Auto.MEASURED, 1_000_000, false);
        List<Double> byTrying = allValues(surrogate);

        assertThat(found.ended()).isTrue();
        for (int rank = 0; rank < Auto.MEASURED; rank++) {
            assertThat(surrogate.value(found.sets().get(rank))).isCloseTo(byTrying.get(rank), within(1e-9));
        }
    }

    @Example
    void aSearchThatIsCutOffIsHelpedAndStillBounded() {
        RandomGroup large = group(60);
        var surrogate = new FacilityLocation(large.problem());
        SurrogateOptimum cut = SurrogateSearch.search(surrogate, Auto.MEASURED, 1, false);
        double optimum = SurrogateSearch.search(surrogate, 1, 1_000_000, false).value();

        assertThat(cut.ended()).isFalse();
        assertThat(cut.value()).isLessThanOrEqualTo(optimum + 1e-9);
        assertThat(cut.upperBound()).isGreaterThanOrEqualTo(optimum - 1e-9);
        var partial = (Selection) new PartialEnumeration().select(large.problem(), large.bestLink());
        assertThat(partial.objective()).isBetween((1 - 1 / Math.E) * optimum, optimum + 1e-9);
    }

    private List<Double> allValues(FacilityLocation surrogate) {
        List<Candidate> all = group.problem().candidates();
        var values = new ArrayList<Double>();
        for (int mask = 0; mask < 1 << all.size(); mask++) {
            long left = group.problem().budget().bytes();
            long smallest = Long.MAX_VALUE;
            var set = new BitSet();
            for (int i = 0; i < all.size(); i++) {
                boolean in = (mask >> i & 1) == 1;
                left -= in ? all.get(i).memoryBytes() : 0;
                smallest = in ? smallest : Math.min(smallest, all.get(i).memoryBytes());
                set.set(i, in);
            }
            if (left >= 0 && smallest > left) {
                values.add(surrogate.value(surrogate.performances(set)));
            }
        }
        values.sort(Comparator.reverseOrder());
        return values;
    }

    /** Costs that let only few models in, so that all sets can be tried. */
    private static RandomGroup group(int count) {
        var random = new Random(count);
        var candidates = new ArrayList<Candidate>();
        var links = new HashMap<String, Map<String, Double>>();
        for (int i = 0; i < count; i++) {
            candidates.add(new Candidate(
                    String.format("m%02d", i), 100 + random.nextInt(200), 1, false, OptionalDouble.empty()));
        }
        for (Candidate source : candidates) {
            var targets = new HashMap<String, Double>();
            candidates.stream()
                    .filter(target -> target != source)
                    .forEach(target -> targets.put(target.name(), random.nextDouble()));
            links.put(source.name(), targets);
        }
        return new RandomGroup(
                new SelectionProblem(candidates, new Budget(900), new PairPerformances(links, Map.of())), 7);
    }
}
