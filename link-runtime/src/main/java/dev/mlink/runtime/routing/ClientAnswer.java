package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.InferenceResponse;
import io.grpc.Status;

/**
 * What a client is told.
 *
 * @param <A> how Triton answers in the client's protocol
 */
public sealed interface ClientAnswer<A> {

    /** Triton's own answer, to be handed on unchanged. */
    record Passed<A>(A answer, long epoch) implements ClientAnswer<A> {}

    /** An answer that was put together here: predicted, or of the group. */
    record Composed<A>(InferenceResponse response, long epoch) implements ClientAnswer<A> {}

    /** No answer, and why. */
    record Refused<A>(Status status) implements ClientAnswer<A> {}
}
