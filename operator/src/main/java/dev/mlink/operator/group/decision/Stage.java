package dev.mlink.operator.group.decision;

/** What a group is busy with; it never stops serving on the way. */
public enum Stage {
    /** Something outside is missing; the last good state keeps serving. */
    PENDING,
    /** Learning what models take, one by one. */
    MEASURING,
    /** Too few samples to learn from yet. */
    GATHERING,
    PROFILING,
    TRAINING,
    SWITCHING,
    SERVING,
    /** Nothing is done; what would be is in status. */
    DRY_RUN,
    /** Nothing is decided or done. */
    SUSPENDED
}
