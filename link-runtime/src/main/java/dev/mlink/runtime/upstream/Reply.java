package dev.mlink.runtime.upstream;

/**
 * How a call for one model ended.
 *
 * @param outcome what it says about the model
 * @param answer what Triton said, in its protocol's own form; where it could not be reached, what a client is told
 * @param error Triton's sentence, or ours about the connection; empty when the model answered
 * @param <A> an answer of gRPC or of HTTP
 */
public record Reply<A>(Outcome outcome, A answer, String error) {

    /** What the end of a call says about the model. */
    public enum Outcome {
        /** The model answered. */
        ANSWERED,
        /** The request or the model itself was at fault; the client reads why. */
        REFUSED,
        /** The model is not there, and the request has certainly not been executed. */
        GONE,
        /** The connection broke after sending, or the model's process is dead; the request may have been executed. */
        BROKEN
    }
}
