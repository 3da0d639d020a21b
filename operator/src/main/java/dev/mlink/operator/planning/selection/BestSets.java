package dev.mlink.operator.planning.selection;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The best sets seen so far on the surrogate, no more than asked for; equal ones by less memory, then by names. */
final class BestSets {

    /** Values are compared in these steps, so that rounding decides no tie. */
    private static final double STEPS_PER_UNIT = 1e12;

    /** A set with its F on the surrogate. */
    record Scored(BitSet set, double value, long room) {
        static final Comparator<Scored> BEST_FIRST = Comparator.comparingLong(
                        (Scored s) -> -Math.round(s.value() * STEPS_PER_UNIT))
                .thenComparing(Comparator.comparingLong(Scored::room).reversed())
                .thenComparing(s -> s.set().toString());
    }

    private final FacilityLocation surrogate;
    private final int most;
    private final boolean heedMinimum;
    private final TreeSet<Scored> sets = new TreeSet<>(Scored.BEST_FIRST);

    /** @param heedMinimum turn sets away whose predicted models do not reach their minimum on the surrogate */
    BestSets(FacilityLocation surrogate, int most, boolean heedMinimum) {
        this.surrogate = surrogate;
        this.most = most;
        this.heedMinimum = heedMinimum;
    }

    void offer(BitSet set) {
        double[] performances = surrogate.performances(set);
        double value = surrogate.value(performances);
        if (value < worstKept() || heedMinimum && !surrogate.reachesMinimum(performances)) {
            return;
        }
        sets.add(new Scored((BitSet) set.clone(), value, surrogate.room(set)));
        if (sets.size() > most) {
            sets.pollLast();
        }
    }

    /** What a set has to exceed to be kept; minus infinity while there is room. */
    double worstKept() {
        return sets.size() < most ? Double.NEGATIVE_INFINITY : sets.last().value();
    }

    /** The least value kept, 0 where there is none: what a bound may aim at. */
    double leastKept() {
        return sets.isEmpty() ? 0 : sets.last().value();
    }

    List<Scored> all() {
        return List.copyOf(sets);
    }
}
