package dev.mlink.operator.triton;

/** Where a model is in its life on one Triton, over all its versions. */
public enum ModelState {
    /** At least one version answers, and nothing moves. */
    READY,
    /** Some version is being loaded; another one may serve meanwhile. */
    LOADING,
    /** Some version is being unloaded; its memory is not free yet. */
    UNLOADING,
    /** Not in memory: unloaded, or never loaded. */
    UNLOADED,
    /** Its last load failed; the reason is Triton's. */
    FAILED,
    /** Triton says something that we do not know; nothing may be decided on it. */
    UNKNOWN;

    /** Whether Triton is at work on the model, so that nothing else may be started on that endpoint. */
    public boolean moving() {
        return this == LOADING || this == UNLOADING;
    }
}
