package dev.mlink.operator.planning.switching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is loaded or moved next on one endpoint, and who gives way for it. Make before break: what fits is loaded beside
 * everything that is there, and only when nothing fits does a model that leaves anyway give way early.
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
                .max(Comparator.<String>comparingLong(
                                m -> memory.wanted().get(m).total())
                        .thenComparing(Comparator.reverseOrder()));
        return known.isPresent() ? known : unknownCost();
    }

    /** The model to change in place now, to other instances or to another device: what takes nothing more comes first. */
    Optional<String> shifted() {
        MemoryLedger memory = situation.memory();
        return situation.shifting().stream()
                .filter(memory::admits)
                .min(Comparator.<String>comparingLong(m ->
                                memory.wanted().get(m).minus(memory.held(m)).total())
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The models that give way for the newcomer that needs the least: one model where one is enough, the smallest such;
     * the fewest otherwise. Models that only have to move give way where those that leave are not enough. Empty while
     * something fits, or while memory is still coming back.
     */
    SortedSet<String> givingWay() {
        boolean stuck = admitted().isEmpty() && shifted().isEmpty() && situation.settled();
        if (!stuck) {
            return new TreeSet<>();
        }
        if (situation.arriving().isEmpty()) {
            return situation.leaving().isEmpty()
                    ? new TreeSet<>(situation.movable().stream().limit(1).toList())
                    : new TreeSet<>();
        }
        Optional<DeviceBytes> least = situation.arriving().stream()
                .filter(situation.memory()::known)
                .map(situation.memory()::shortage)
                .min(Comparator.comparingLong(DeviceBytes::total));
        return least.map(this::enoughFor).orElseGet(() -> new TreeSet<>(situation.leaving()));
    }

    private Optional<String> unknownCost() {
        boolean roomCleared = situation.settled() && situation.leaving().isEmpty();
        boolean knownOnesIn = situation.arriving().stream().noneMatch(situation.memory()::known);
        boolean roomLeft =
                situation.memory().free().byDevice().values().stream().anyMatch(bytes -> bytes > 0);
        return roomCleared && knownOnesIn && roomLeft
                ? situation.arriving().stream().findFirst()
                : Optional.empty();
    }

    private SortedSet<String> enoughFor(DeviceBytes shortage) {
        var chosen = new TreeSet<String>();
        DeviceBytes missing = shortage;
        for (SortedSet<String> candidates : List.of(situation.leaving(), situation.movable())) {
            for (String model : enoughOf(candidates, missing)) {
                chosen.add(model);
                missing = missing.minus(freed(model)).beyond(DeviceBytes.NONE);
            }
            if (missing.isNothing()) {
                break;
            }
        }
        return chosen;
    }

    private List<String> enoughOf(SortedSet<String> candidates, DeviceBytes shortage) {
        var byUse = Comparator.<String>comparingLong(m -> useful(m, shortage)).thenComparing(Comparator.naturalOrder());
        Optional<String> single = candidates.stream()
                .filter(m -> shortage.beyond(freed(m)).isNothing())
                .min(byUse);
        if (single.isPresent()) {
            return single.stream().toList();
        }
        var enough = new ArrayList<String>();
        DeviceBytes missing = shortage;
        for (String model : candidates.stream().sorted(byUse.reversed()).toList()) {
            if (useful(model, missing) > 0) {
                enough.add(model);
                missing = missing.minus(freed(model)).beyond(DeviceBytes.NONE);
            }
        }
        return enough;
    }

    /** What comes back on the devices where something is missing when the model leaves. */
    private long useful(String model, DeviceBytes missing) {
        DeviceBytes freed = freed(model);
        return missing.byDevice().keySet().stream().mapToLong(freed::on).sum();
    }

    /** What comes back when the model leaves; one of unknown cost holds everything. */
    private DeviceBytes freed(String model) {
        return situation.memory().known(model)
                ? situation.memory().held(model)
                : DeviceBytes.onEach(situation.memory().room().byDevice().keySet(), HOLDS_EVERYTHING);
    }
}
