package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.ClientRequest;
import dev.mlink.runtime.routing.Directives;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonHttp;
import dev.mlink.triton.wire.ModelInferRequest;
import io.grpc.Context;
import java.util.concurrent.CompletionStage;

/**
 * An inference over HTTP.
 *
 * @param forwarded what goes to Triton if the model is loaded
 */
record HttpRequest(
        HttpPath path,
        HttpInferBody body,
        HttpQuestion forwarded,
        Directives directives,
        Context scope,
        TritonHttp triton,
        HttpInferReader reader)
        implements ClientRequest<HttpAnswer> {

    @Override
    public String model() {
        return path.model();
    }

    @Override
    public String version() {
        return path.version();
    }

    @Override
    public int size() {
        return body.content().length();
    }

    @Override
    public ModelInferRequest decode() {
        return reader.read(path.model(), path.version(), body);
    }

    @Override
    public CompletionStage<Reply<HttpAnswer>> send(Endpoint endpoint, Diagnosis diagnosis, Context within) {
        return triton.send(endpoint.http(), diagnosis, forwarded, within);
    }
}
