package dev.mlink.operator.group;

import dev.mlink.operator.group.spec.GroupMemory;
import java.util.function.UnaryOperator;

/** A step could not be done now; the pass ends here, and the next one looks again. */
public final class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient UnaryOperator<GroupMemory> lesson;

    public StepFailed(String reason) {
        this(reason, memory -> memory);
    }

    /** @param lesson what the group is to remember of it */
    StepFailed(String reason, UnaryOperator<GroupMemory> lesson) {
        super(reason);
        this.lesson = lesson;
    }

    /** The group's memory with what this failure taught. */
    GroupMemory remembered(GroupMemory memory) {
        return lesson.apply(memory);
    }
}
