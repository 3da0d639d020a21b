package dev.mlink.operator.planning.profiling;

import java.util.List;

/** The next turn, and the models that get none. */
public record TurnPlan(Turn turn, List<Excluded> excluded) {

    public TurnPlan {
        excluded = List.copyOf(excluded);
    }
}
