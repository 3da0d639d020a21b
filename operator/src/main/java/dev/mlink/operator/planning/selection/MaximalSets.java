package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All sets that fit the budget and to which no further model could be added. Only these are worth measuring: memory that
 * is left idle helps nobody.
 */
record MaximalSets(SelectionProblem problem) {

    /** Every maximal set, pinned models included; at least one where the pinned models fit. */
    List<SortedSet<String>> all() {
        Models models = Models.of(problem);
        List<Candidate> choices = models.choices();
        BitSet fitting = fitting(models, choices);
        var sets = new ArrayList<SortedSet<String>>();
        for (int mask = 0; mask < 1 << choices.size(); mask++) {
            if (fitting.get(mask) && maximal(fitting, mask, choices.size())) {
                sets.add(set(models, choices, mask));
            }
        }
        return sets;
    }

    /** The sets that can be loaded: what holds one that cannot, cannot either. */
    private BitSet fitting(Models models, List<Candidate> choices) {
        var fitting = new BitSet();
        for (int mask = 0; mask < 1 << choices.size(); mask++) {
            boolean hopeful = true;
            for (int i = 0; i < choices.size() && hopeful; i++) {
                hopeful = (mask >> i & 1) == 0 || fitting.get(mask & ~(1 << i));
            }
            fitting.set(mask, hopeful && problem.fits(set(models, choices, mask)));
        }
        return fitting;
    }

    private static boolean maximal(BitSet fitting, int mask, int choices) {
        for (int i = 0; i < choices; i++) {
            if ((mask >> i & 1) == 0 && fitting.get(mask | 1 << i)) {
                return false;
            }
        }
        return true;
    }

    private static SortedSet<String> set(Models models, List<Candidate> choices, int mask) {
        var set = new TreeSet<>(models.pinned());
        for (int i = 0; i < choices.size(); i++) {
            if ((mask >> i & 1) == 1) {
                set.add(choices.get(i).name());
            }
        }
        return set;
    }
}
