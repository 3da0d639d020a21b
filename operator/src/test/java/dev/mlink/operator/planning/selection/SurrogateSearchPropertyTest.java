package dev.mlink.operator.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.operator.planning.Candidate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** The certified bound against the optimum that brute force finds. */
class SurrogateSearchPropertyTest {

    private static final double ROUNDING = 1e-9;

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void findsTheOptimumAndCertifiesIt(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 11);
        SurrogateOptimum found = search(group, 1, 1_000_000, false);
        double optimum = optimum(group, false).orElseThrow();
        assertThat(found.ended()).isTrue();
        assertThat(found.value()).isCloseTo(optimum, within(ROUNDING));
        assertThat(found.upperBound()).isCloseTo(optimum, within(ROUNDING));
        assertThat(surrogate(group, found.sets().get(0))).isCloseTo(found.value(), within(ROUNDING));
        assertThat(group.bytes(found.sets().get(0)))
                .isLessThanOrEqualTo(group.problem().budget().bytes());
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void theBoundHoldsWhereverTheSearchIsCutOff(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int nodes) {
        RandomGroup group = RandomGroup.of(seed, 11);
        SurrogateOptimum found = search(group, 1, nodes - 1, false);
        double optimum = optimum(group, false).orElseThrow();
        assertThat(found.upperBound()).isGreaterThanOrEqualTo(optimum - ROUNDING);
        assertThat(found.value()).isLessThanOrEqualTo(optimum + ROUNDING);
        assertThat(surrogate(group, found.sets().get(0))).isCloseTo(found.value(), within(ROUNDING));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void findsAsManyOfTheBestMaximalSetsAsAskedFor(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int most) {
        RandomGroup group = RandomGroup.of(seed, 10);
        SurrogateOptimum found = search(group, most, 1_000_000, false);
        List<Double> all = group.maximal().stream()
                .map(set -> surrogate(group, set))
                .sorted(Comparator.reverseOrder())
                .limit(most)
                .toList();
        assertThat(found.sets()).doesNotHaveDuplicates().hasSameSizeAs(all).isSubsetOf(group.maximal());
        for (int rank = 0; rank < all.size(); rank++) {
            assertThat(surrogate(group, found.sets().get(rank))).isCloseTo(all.get(rank), within(ROUNDING));
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void noCertificateIsBelowTheOptimum(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 11);
        double optimum = optimum(group, false).orElseThrow();
        assertThat(new Certificate(new FacilityLocation(group.problem())).bound(0))
                .isGreaterThanOrEqualTo(optimum - ROUNDING)
                .isLessThanOrEqualTo(1 + ROUNDING);
    }

    /** Nearly all models fit there. */
    @Example
    void aRelaxationAboveOneIsNoCertificate() {
        noCertificateIsBelowTheOptimum(21);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void heedsTheMinimumWhereItCanBeHad(@ForAll long seed) {
        RandomGroup group = RandomGroup.of(seed, 10);
        SurrogateOptimum found = search(group, 1, 1_000_000, true);
        Optional<Double> optimum = optimum(group, true);
        assertThat(found.sets().isEmpty()).isEqualTo(optimum.isEmpty());
        optimum.ifPresent(value -> assertThat(found.value()).isCloseTo(value, within(ROUNDING)));
    }

    private static SurrogateOptimum search(RandomGroup group, int sets, int nodes, boolean heedMinimum) {
        return SurrogateSearch.search(new FacilityLocation(group.problem()), sets, nodes, heedMinimum);
    }

    private static Optional<Double> optimum(RandomGroup group, boolean heedMinimum) {
        return group.feasible().stream()
                .filter(set -> !heedMinimum || !group.fallsShort(set, performances(group, set)))
                .map(set -> surrogate(group, set))
                .max(Double::compare);
    }

    /** Facility location written out. */
    private static double surrogate(RandomGroup group, Set<String> set) {
        return group.f(set, performances(group, set));
    }

    private static HashMap<String, Double> performances(RandomGroup group, Set<String> set) {
        var performances = new HashMap<String, Double>();
        for (Candidate target : group.problem().candidates()) {
            PairPerformances known = group.problem().performances();
            double best = known.priors().getOrDefault(target.name(), 0.0);
            for (String source : set) {
                if (known.links().getOrDefault(source, Map.of()).containsKey(target.name())) {
                    best = Math.max(best, known.links().get(source).get(target.name()));
                }
            }
            performances.put(target.name(), best);
        }
        return performances;
    }
}
