package dev.mlink.operator.planning.switching;

import dev.mlink.operator.planning.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        long needed = 0;
        var unknown = new TreeSet<String>();
        for (String model : together) {
            memory.cost(model).ifPresentOrElse(cost -> {}, () -> unknown.add(model));
            needed += memory.cost(model).orElse(0);
        }
        if (needed > memory.roomBytes()) {
            return rollBack("models " + together + " take " + new ByteCount(needed)
                    + " together, and the budget leaves " + new ByteCount(memory.roomBytes()) + " on " + name());
        }
        boolean lastOneIn = unknown.size() == 1 && situation.arriving().containsAll(unknown);
        if (unknown.isEmpty() || lastOneIn && needed < memory.roomBytes()) {
            return Optional.empty();
        }
        return rollBack("the cost of " + unknown + " is unknown, so that nothing can be loaded beside it on " + name());
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
