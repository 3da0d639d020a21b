package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether one endpoint can reach its target at all; asked before anything is taken away for it. */
record Reach(Situation situation) {

    /** Why the target is out of reach: a load failed, or the wanted models do not fit together. */
    Optional<Step.RollBack> obstacle() {
        if (!situation.failed().isEmpty()) {
            return Optional.of(failedLoad());
        }
        return situation.arriving().isEmpty() ? Optional.empty() : tooMuch();
    }

    private Step.RollBack failedLoad() {
        String model = situation.failed().first();
        var state = (ModelState.Failed) situation.endpoint().state(model);
        return new Step.RollBack(
                placements(situation.failed()),
                "model '" + model + "' did not load on " + name() + ": " + state.reason());
    }

    private Optional<Step.RollBack> tooMuch() {
        MemoryLedger memory = situation.memory();
        var together = new TreeSet<>(situation.staying());
        together.addAll(situation.arriving());
        together.addAll(situation.shifting());
        var needed = DeviceBytes.NONE;
        var unknown = new TreeSet<String>();
        for (String model : together) {
            if (memory.known(model)) {
                needed = needed.plus(memory.wanted().get(model));
            } else {
                unknown.add(model);
            }
        }
        DeviceBytes missing = needed.beyond(memory.room());
        if (!missing.isNothing()) {
            return rollBack(tooMuch(together, needed, missing.byDevice().firstKey()));
        }
        boolean lastOneIn = unknown.size() == 1 && situation.arriving().containsAll(unknown);
        if (unknown.isEmpty() || lastOneIn && memory.room().minus(needed).total() > 0) {
            return Optional.empty();
        }
        return rollBack("the cost of " + unknown + " is unknown, so that nothing can be loaded beside it on " + name());
    }

    private String tooMuch(SortedSet<String> together, DeviceBytes needed, String device) {
        String where = device.isEmpty() ? name() : "device " + device + " of " + name();
        return "models " + together + " take " + new ByteCount(needed.on(device))
                + " together, and the budget leaves "
                + new ByteCount(situation.memory().room().on(device)) + " on " + where;
    }

    private Optional<Step.RollBack> rollBack(String reason) {
        return Optional.of(new Step.RollBack(placements(situation.arriving()), reason));
    }

    private List<Placement> placements(Iterable<String> models) {
        var placements = new ArrayList<Placement>();
        models.forEach(model -> placements.add(new Placement(name(), model)));
        return placements;
    }

    private String name() {
        return situation.endpoint().name();
    }
}
