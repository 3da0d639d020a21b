package dev.mlink.runtime.routing;

import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.Reply;
import io.grpc.Context;
import java.util.concurrent.CompletionStage;

/**
 * One protocol's way to reach an endpoint.
 *
 * @param <A> how Triton answers in that protocol
 */
@FunctionalInterface
public interface Sender<A> {

    /** The reply never fails exceptionally. */
    CompletionStage<Reply<A>> send(Endpoint endpoint, Diagnosis diagnosis, Context scope);
}
