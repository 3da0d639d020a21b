package dev.mlink.operator.planning.selection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sets grown one model at a time on the surrogate, until nothing fits any more. Evaluation is lazy (Minoux): a gain that
 * was computed for a smaller set can only have shrunk, so it is computed again only when it comes to the top.
 */
final class GreedySets {

    /** What a model is worth while a set grows: equal ones go by less memory, then by name. */
    private record Offer(int model, double worth, long memory) {
        static final Comparator<Offer> BEST_FIRST = Comparator.comparingDouble(Offer::worth)
                .reversed()
                .thenComparingLong(Offer::memory)
                .thenComparingInt(Offer::model);
    }

    private final FacilityLocation surrogate;

    GreedySets(FacilityLocation surrogate) {
        this.surrogate = surrogate;
    }

    /**
     * Grown from this set by gain per byte, by gain, and from its best single addition: the best of the three is at least
     * .405 of the optimum (2008.05391).
     */
    List<BitSet> three(BitSet start) {
        return List.of(grown(start, true), grown(start, false), grown(withBestSingle(start), true));
    }

    /** Grown by the gain per byte, or by the gain. */
    BitSet grown(BitSet start, boolean perByte) {
        List<BitSet> prefixes = prefixes(start, perByte);
        return prefixes.get(prefixes.size() - 1);
    }

    /** The start and every set on the way from it. */
    List<BitSet> prefixes(BitSet start, boolean perByte) {
        var prefixes = new ArrayList<BitSet>();
        prefixes.add(start);
        double[] performances = surrogate.performances(start);
        long free = surrogate.room(start);
        var offers = new PriorityQueue<>(Offer.BEST_FIRST);
        BitSet choices = surrogate.choices();
        for (int i = choices.nextSetBit(0); i >= 0; i = choices.nextSetBit(i + 1)) {
            if (!start.get(i) && surrogate.joins(start, i)) {
                offers.add(offer(i, performances, perByte));
            }
        }
        var active = (BitSet) start.clone();
        while (!offers.isEmpty()) {
            Offer stale = offers.poll();
            if (stale.memory() > free || !surrogate.joins(active, stale.model())) {
                continue;
            }
            Offer fresh = offer(stale.model(), performances, perByte);
            if (!offers.isEmpty() && Offer.BEST_FIRST.compare(fresh, offers.peek()) > 0) {
                offers.add(fresh);
                continue;
            }
            active.set(fresh.model());
            surrogate.join(performances, fresh.model());
            free -= fresh.memory();
            prefixes.add((BitSet) active.clone());
        }
        return prefixes;
    }

    private BitSet withBestSingle(BitSet start) {
        double[] performances = surrogate.performances(start);
        var with = (BitSet) start.clone();
        surrogate.choices().stream()
                .filter(i -> !start.get(i) && surrogate.joins(start, i))
                .mapToObj(i -> offer(i, performances, false))
                .min(Offer.BEST_FIRST)
                .ifPresent(best -> with.set(best.model()));
        return with;
    }

    private Offer offer(int model, double[] performances, boolean perByte) {
        double gain = surrogate.gain(performances, model);
        long memory = surrogate.memory(model);
        return new Offer(model, perByte ? gain / memory : gain, memory);
    }
}
