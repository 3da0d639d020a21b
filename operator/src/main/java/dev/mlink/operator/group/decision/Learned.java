package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.group.spec.GroupMemory.Training;
import java.util.Optional;

/** Whose predictors serve: the newest training that came to something, until the next one is complete. */
public record Learned(GroupMemory memory) {

    /** The training's name in the store; empty before the first. */
    public Optional<String> training() {
        return memory.training()
                .filter(training -> training.progress() == Progress.COMPLETE)
                .map(Training::id)
                .or(() -> memory.selection().map(Selected::training));
    }
}
