package dev.mlink.operator.planning.switching;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is loaded next on one endpoint, and who gives way for it. Make before break: what fits is loaded beside everything
 * that is there, and only when nothing fits does a model that leaves anyway give way early.
 */
record Arrival(Situation situation) {

    private static final long HOLDS_EVERYTHING = Long.MAX_VALUE / 2;

    /**
     * The newcomer to load now: the largest that fits. One whose cost is unknown comes last, when everything that leaves
     * has left, since it takes all that is left.
     */
    Optional<String> admitted() {
        MemoryLedger memory = situation.memory();
        Optional<String> known = situation.arriving().stream()
                .filter(memory::admits)
                .max(Comparator.<String>comparingLong(m -> memory.cost(m).orElseThrow())
                        .thenComparing(Comparator.reverseOrder()));
        return known.isPresent() ? known : unknownCost();
    }

    /**
     * The models that give way for the newcomer that needs the least: one model where one is enough, the smallest such;
     * the fewest otherwise. Empty while something fits, or while memory is still coming back.
     */
    SortedSet<String> givingWay() {
        if (situation.arriving().isEmpty() || !situation.settled() || admitted().isPresent()) {
            return new TreeSet<>();
        }
        long shortage = situation.arriving().stream()
                .mapToLong(situation.memory()::shortage)
                .min()
                .orElseThrow();
        return enoughFor(shortage);
    }

    private Optional<String> unknownCost() {
        boolean roomCleared = situation.settled() && situation.leaving().isEmpty();
        boolean knownOnesIn = situation.arriving().stream()
                .noneMatch(m -> situation.memory().cost(m).isPresent());
        return roomCleared && knownOnesIn && situation.memory().freeBytes() > 0
                ? situation.arriving().stream().findFirst()
                : Optional.empty();
    }

    private SortedSet<String> enoughFor(long shortage) {
        var byCost = Comparator.<String>comparingLong(this::freed).thenComparing(Comparator.naturalOrder());
        Optional<String> single =
                situation.leaving().stream().filter(m -> freed(m) >= shortage).min(byCost);
        if (single.isPresent()) {
            return new TreeSet<>(single.stream().toList());
        }
        var chosen = new TreeSet<String>();
        long missing = shortage;
        for (String model :
                situation.leaving().stream().sorted(byCost.reversed()).toList()) {
            if (missing <= 0) {
                break;
            }
            chosen.add(model);
            missing -= freed(model);
        }
        return chosen;
    }

    /** What comes back when the model leaves; one of unknown cost holds everything. */
    private long freed(String model) {
        return situation.memory().cost(model).orElse(HOLDS_EVERYTHING);
    }
}
