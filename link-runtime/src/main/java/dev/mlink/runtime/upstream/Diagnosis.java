package dev.mlink.runtime.upstream;

import dev.mlink.runtime.upstream.Reply.Outcome;

/**
 * Tells from Triton's words whether a model is gone.
 *
 * @param model the model that was called
 * @param version the version that was profiled; empty when none was
 */
public record Diagnosis(String model, String version) {
    private static final String UNKNOWN = "Request for unknown model: ";

    /** Of a server that is being stopped; after the request's id, and instead of executing it. */
    private static final String STOPPING =
            "Server is stopping, scheduler for model has stopped accepting new inference requests";

    /** What an error of Triton says about the model. */
    Outcome of(String error) {
        if (gone(error)) {
            return Outcome.GONE;
        }
        return error.contains("Stub process") && error.contains("is not healthy") ? Outcome.BROKEN : Outcome.REFUSED;
    }

    private boolean gone(String error) {
        String subject = UNKNOWN + "'" + model + "' ";
        return error.equals(subject + "has no available versions")
                || error.equals(subject + "is not found")
                || error.endsWith(STOPPING)
                || !version.isEmpty() && error.equals(subject + "version " + version + " is not at ready state");
    }
}
