package dev.mlink.operator.planning.profiling;

import dev.mlink.operator.planning.Budget;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a profile stands, as observed.
 *
 * @param foreignBytes what models of nobody's take on the endpoint
 * @param activationSet the set that serves, and that is restored at the end
 */
public record ProfilingWorld(
        Budget budget, long foreignBytes, List<Participant> participants, SortedSet<String> activationSet) {

    public ProfilingWorld(Budget budget, long foreignBytes, List<Participant> participants, Set<String> activationSet) {
        this(budget, foreignBytes, participants, new TreeSet<>(activationSet));
    }

    public ProfilingWorld {
        participants = List.copyOf(participants);
        activationSet = Collections.unmodifiableSortedSet(new TreeSet<>(activationSet));
    }
}
