package dev.mlink.runtime.routing;

import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.InferenceResponse;
import io.grpc.Status;

/**
 * What a client is told.
 *
 * @param <A> how Triton answers in the client's protocol
 */
public sealed interface ClientAnswer<A> {

    /**
     * What Triton has said, or what is to be said in its place, to be handed on unchanged.
     *
     * @param outcome what it means
     */
    record Passed<A>(A answer, Reply.Outcome outcome, long epoch) implements ClientAnswer<A> {}

    /** An answer that was put together here: predicted, or of the group. */
    record Composed<A>(InferenceResponse response, long epoch) implements ClientAnswer<A> {}

    /** No answer, and why. */
    record Refused<A>(Status status) implements ClientAnswer<A> {}
}
