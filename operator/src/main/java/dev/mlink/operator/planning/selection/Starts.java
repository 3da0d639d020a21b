package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.selection.BestSets.Scored;
import dev.mlink.operator.planning.selection.Relaxation.Bound;
import java.util.BitSet;
import java.util.List;

/** Grows sets from all small starts, but for those from which nothing better can come. */
final class Starts {

    /** Above so many models starts have two models, which gives the same guarantee (Kulik et al., 2102.12879). */
    private static final int MOST_FOR_TRIPLES = 40;

    private static final int STEPS = 100;
    private static final int STEPS_PER_START = 8;

    private final FacilityLocation surrogate;
    private final GreedySets greedy;
    private final Relaxation relaxation;
    private final BestSets best;

    Starts(FacilityLocation surrogate, int most) {
        this.surrogate = surrogate;
        this.greedy = new GreedySets(surrogate);
        this.relaxation = new Relaxation(surrogate);
        this.best = new BestSets(surrogate, most, false);
    }

    /** The best sets, the very best first. */
    List<BitSet> from(BitSet certain) {
        greedy.three(certain).forEach(best::offer);
        double[] levels =
                new Certificate(surrogate).least(STEPS, best.leastKept()).levels();
        extend(certain, levels, 0, surrogate.choices().cardinality() > MOST_FOR_TRIPLES ? 2 : 3);
        return best.all().stream().map(Scored::set).toList();
    }

    private void extend(BitSet start, double[] levels, int first, int more) {
        BitSet choices = surrogate.choices();
        for (int i = choices.nextSetBit(first); i >= 0 && more > 0; i = choices.nextSetBit(i + 1)) {
            if (!start.get(i) && surrogate.joins(start, i)) {
                var with = (BitSet) start.clone();
                with.set(i);
                Bound bound = bound(with, levels, more > 1 ? STEPS_PER_START : 0);
                if (bound.value() > best.worstKept() + SurrogateSearch.EPSILON) {
                    best.offer(greedy.grown(with, true));
                    extend(with, bound.levels(), i + 1, more - 1);
                }
            }
        }
    }

    /** Of everything that holds this set. */
    private Bound bound(BitSet start, double[] levels, int steps) {
        var open = (BitSet) surrogate.choices().clone();
        open.andNot(start);
        long free = surrogate.room(start);
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            open.set(i, surrogate.memory(i) <= free);
        }
        var rest = new Relaxation.Node(open, free, surrogate.performances(start));
        return relaxation.descend(rest, levels, steps, best.leastKept() + SurrogateSearch.EPSILON);
    }
}
