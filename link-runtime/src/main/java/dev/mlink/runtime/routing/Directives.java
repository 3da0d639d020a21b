package dev.mlink.runtime.routing;

/**
 * What a client asks of MLink rather than of the model.
 *
 * @param exact never answer with a prediction
 * @param sample the inputs may be kept to learn from
 */
public record Directives(boolean exact, boolean sample) {

    /** What holds when a client says nothing. */
    public static Directives none() {
        return new Directives(false, true);
    }
}
