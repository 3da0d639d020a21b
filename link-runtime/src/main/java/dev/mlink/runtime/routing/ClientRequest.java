package dev.mlink.runtime.routing;

import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferRequest;
import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One inference request, whatever protocol it came by.
 *
 * @param <A> how Triton answers in that protocol
 */
public interface ClientRequest<A> {

    String model();

    /** Empty leaves the choice to the server. */
    String version();

    Directives directives();

    /** The sequence that it belongs to. */
    Optional<Sequence> sequence();

    /** Carries the client's deadline, and ends when the client leaves. */
    Context scope();

    /** Bytes of the request as it came. */
    int size();

    /** Bytes that it takes while it is {@link #decode decoded}. */
    int bytesToRead();

    /**
     * The request with its tensors.
     *
     * @throws Refusal when it cannot be read
     */
    ModelInferRequest decode();

    /**
     * An output of what Triton answered. Reads the whole answer.
     *
     * @return empty where the answer does not have it, or cannot be read
     */
    Optional<Tensor> output(A answer, String name);

    /** Passes the request on as it came. */
    CompletionStage<Reply<A>> send(Endpoint endpoint, Diagnosis diagnosis, Context scope);
}
