package dev.mlink.operator.triton;

import dev.mlink.triton.wire.RepositoryIndexResponse.ModelIndex;

/** Where a model is in its life on one Triton, over all its versions. */
public enum ModelState {
    /** At least one version answers, and nothing moves. */
    READY(3),
    /** Some version is being loaded; another one may serve meanwhile. */
    LOADING(0),
    /** Some version is being unloaded; its memory is not free yet. */
    UNLOADING(1),
    /** Not in memory: unloaded, or never loaded. */
    UNLOADED(5),
    /** Its last load failed; the reason is Triton's. */
    FAILED(4),
    /** Triton says something that we do not know; nothing may be decided on it. */
    UNKNOWN(2);

    private final int precedence;

    ModelState(int precedence) {
        this.precedence = precedence;
    }

    /** Whether Triton is at work on the model, so that nothing else may be started on that endpoint. */
    public boolean moving() {
        return this == LOADING || this == UNLOADING;
    }

    /** Of several versions, the state with the least is the model's. */
    int precedence() {
        return precedence;
    }

    /** The state of one version. Triton has one word, UNAVAILABLE, for a model that left and for one that failed. */
    static ModelState of(ModelIndex version) {
        return switch (version.getState()) {
            case "" -> UNLOADED;
            case "READY" -> READY;
            case "LOADING" -> LOADING;
            case "UNLOADING" -> UNLOADING;
            case "UNAVAILABLE" -> version.getReason().equals("unloaded") ? UNLOADED : FAILED;
            default -> UNKNOWN;
        };
    }
}
