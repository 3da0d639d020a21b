package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.Budget;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pinned models alone cannot be loaded together: {@code neededBytes} is what they take, which may be less than the
 * budget where that is divided between devices.
 */
public record PinnedExceedBudget(SortedSet<String> pinned, long neededBytes, Budget budget)
        implements SelectionOutcome {

    public PinnedExceedBudget {
        pinned = Collections.unmodifiableSortedSet(new TreeSet<>(pinned));
    }
}
