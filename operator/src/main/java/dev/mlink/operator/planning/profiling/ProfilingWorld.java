package dev.mlink.operator.planning.profiling;

import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.placement.Devices;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a profile stands, as observed.
 *
 * @param devices how the budget is divided
 * @param foreignBytes what models of nobody's take on the endpoint, at worst on each device
 * @param activationSet the set that serves, and that is restored at the end
 */
public record ProfilingWorld(
        Devices devices, long foreignBytes, List<Participant> participants, SortedSet<String> activationSet) {

    /** With a budget that is not divided. */
    public ProfilingWorld(Budget budget, long foreignBytes, List<Participant> participants, Set<String> activationSet) {
        this(Devices.whole(budget), foreignBytes, participants, new TreeSet<>(activationSet));
    }

    public ProfilingWorld {
        participants = List.copyOf(participants);
        activationSet = Collections.unmodifiableSortedSet(new TreeSet<>(activationSet));
    }

    /** The budget of all devices together. */
    Budget budget() {
        return devices.pooled();
    }
}
