package dev.mlink.operator.planning.coldstart;

import dev.mlink.operator.planning.Budget;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What to load before anything is learned, or why nothing can be. */
public sealed interface ColdStartOutcome {

    /**
     * The best set by weight; {@code tooLarge} are the models that alone take more than the budget leaves beside the
     * pinned ones. Empty when nothing fits.
     */
    record FirstSet(SortedSet<String> set, long memoryBytes, SortedSet<String> tooLarge) implements ColdStartOutcome {
        public FirstSet {
            set = Collections.unmodifiableSortedSet(new TreeSet<>(set));
            tooLarge = Collections.unmodifiableSortedSet(new TreeSet<>(tooLarge));
        }
    }

    /** The pinned models alone take more than the budget. */
    record PinnedDoNotFit(SortedSet<String> pinned, long neededBytes, Budget budget) implements ColdStartOutcome {
        public PinnedDoNotFit {
            pinned = Collections.unmodifiableSortedSet(new TreeSet<>(pinned));
        }
    }

    /** There is no model to choose from. */
    record NothingToLoad() implements ColdStartOutcome {}
}
