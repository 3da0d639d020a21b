package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Candidate;
import java.util.ArrayList;
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
        long room = problem.budget().bytes() - models.bytes(models.pinned());
        var sets = new ArrayList<SortedSet<String>>();
        for (int mask = 0; mask < 1 << choices.size(); mask++) {
            if (maximal(choices, mask, room)) {
                var set = new TreeSet<>(models.pinned());
                for (int i = 0; i < choices.size(); i++) {
                    if ((mask >> i & 1) == 1) {
                        set.add(choices.get(i).name());
                    }
                }
                sets.add(set);
            }
        }
        return sets;
    }

    private static boolean maximal(List<Candidate> choices, int mask, long room) {
        long left = room;
        long smallestOutside = Long.MAX_VALUE;
        for (int i = 0; i < choices.size(); i++) {
            if ((mask >> i & 1) == 1) {
                left -= choices.get(i).memoryBytes();
            } else {
                smallestOutside = Math.min(smallestOutside, choices.get(i).memoryBytes());
            }
        }
        return left >= 0 && smallestOutside > left;
    }
}
