package dev.mlink.runtime.routing;

import io.grpc.Status;

/**
 * A request that is not answered, with the sentence for the client; carries no stack, since it is an answer like any
 * other.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    public Refusal(Status status) {
        super(status.getDescription(), null, false, false);
        this.status = status;
    }

    /** The code, and the sentence as its description. */
    public Status status() {
        return status;
    }

    /** The request contradicts the model or itself. */
    public static Refusal invalid(String sentence) {
        return new Refusal(Status.INVALID_ARGUMENT.withDescription(sentence));
    }

    static Refusal unavailable(String sentence) {
        return new Refusal(Status.UNAVAILABLE.withDescription(sentence));
    }
}
