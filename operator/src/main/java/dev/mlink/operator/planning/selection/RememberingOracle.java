package dev.mlink.operator.planning.selection;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks another oracle for each set once. For one selection, on one thread. */
public final class RememberingOracle implements SetOracle {

    private final SetOracle oracle;
    private final Map<Set<String>, Map<String, Double>> known = new HashMap<>();

    public RememberingOracle(SetOracle oracle) {
        this.oracle = oracle;
    }

    @Override
    public Map<Set<String>, Map<String, Double>> performances(Collection<Set<String>> sets) {
        List<Set<String>> unknown =
                sets.stream().filter(set -> !known.containsKey(set)).distinct().toList();
        if (!unknown.isEmpty()) {
            known.putAll(oracle.performances(unknown));
        }
        var answers = new HashMap<Set<String>, Map<String, Double>>();
        sets.stream().filter(known::containsKey).forEach(set -> answers.put(set, known.get(set)));
        return answers;
    }
}
