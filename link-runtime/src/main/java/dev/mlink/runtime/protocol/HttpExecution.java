package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonHttp;
import io.grpc.Context;
import java.util.concurrent.CompletionStage;

/** Has an inference that came over HTTP executed by a Triton that has the model. */
@FunctionalInterface
interface HttpExecution {

    /**
     * Begins it, or throws where there is nothing to begin.
     *
     * @return what never fails exceptionally
     */
    CompletionStage<Reply<HttpAnswer>> execute(
            Endpoint endpoint, Diagnosis diagnosis, HttpRequest request, Context within);

    /** Bytes unchanged both ways. */
    static HttpExecution passedOn(TritonHttp triton) {
        return (endpoint, diagnosis, request, within) ->
                triton.send(endpoint.http(), diagnosis, request.forwarded(), within);
    }
}
