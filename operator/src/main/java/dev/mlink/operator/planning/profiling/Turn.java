package dev.mlink.operator.planning.profiling;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a profile does next. */
public sealed interface Turn {

    /** These are loaded and have no outputs yet: run them on the frozen samples where they are. */
    record ProfileHere(SortedSet<String> models) implements Turn {
        public ProfileHere {
            models = Collections.unmodifiableSortedSet(new TreeSet<>(models));
        }
    }

    /**
     * Switch to {@code loaded}: the guests that have their turn, and of the activation set everything but
     * {@code givingWay}.
     */
    record TakeTurns(SortedSet<String> guests, SortedSet<String> givingWay, SortedSet<String> loaded) implements Turn {
        public TakeTurns {
            guests = Collections.unmodifiableSortedSet(new TreeSet<>(guests));
            givingWay = Collections.unmodifiableSortedSet(new TreeSet<>(givingWay));
            loaded = Collections.unmodifiableSortedSet(new TreeSet<>(loaded));
        }
    }

    /** Everyone has had a turn: switch back to the activation set. */
    record Restore(SortedSet<String> loaded) implements Turn {
        public Restore {
            loaded = Collections.unmodifiableSortedSet(new TreeSet<>(loaded));
        }
    }

    /** Everyone has had a turn and the activation set is loaded. */
    record Complete() implements Turn {}
}
