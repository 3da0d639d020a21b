package dev.mlink.operator.status;

/** The conditions of a ModelGroup. */
public enum ConditionType {
    /** Every model of the group can be answered, exactly or predicted. */
    READY("Ready"),
    /** Some profile is complete. */
    PROFILED("Profiled"),
    /** Some training is complete. */
    LINKED("Linked"),
    /** Some model is predicted worse than it was certified. */
    DRIFTED("Drifted"),
    /** What has to be loaded fits. */
    WITHIN_BUDGET("WithinBudget"),
    /** The device that several groups share has no room for this one's budget beside those of the older ones. */
    OVERCOMMITTED("Overcommitted"),
    /** Some model that was unloaded did not give its memory back. */
    MEMORY_NOT_RELEASED("MemoryNotReleased"),
    /** Every ready endpoint behind the Service answers and can be driven. */
    TRITON_REACHABLE("TritonReachable");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    /** As written in status. */
    public String text() {
        return text;
    }
}
