package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.ClientRequest;
import dev.mlink.runtime.routing.Directives;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.ModelSignature;
import dev.mlink.runtime.routing.Sequence;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.runtime.upstream.HttpQuestion;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferRequest;
import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An inference over HTTP. */
final class HttpRequest implements ClientRequest<HttpAnswer> {
    /** More than is ever read at once; a sum of two is still a number. */
    private static final int MOST_COUNTED = 1 << 30;

    private final HttpPath path;
    private final HttpInferBody body;
    private final Room room;
    private final JsonScan scan;
    private final Optional<ModelSignature> signature;
    private final HttpQuestion forwarded;
    private final Directives directives;
    private final Context scope;
    private final HttpExecution execution;
    private final HttpInferReader reader;
    private final HttpOutputReader outputs;
    private volatile ModelInferRequest decoded;

    /**
     * @param room that it takes while it is read
     * @param scan of the body
     * @param signature of the model, where it is known
     * @param forwarded what goes to Triton if the model is loaded
     */
    HttpRequest(
            HttpPath path,
            HttpInferBody body,
            Room room,
            JsonScan scan,
            Optional<ModelSignature> signature,
            HttpQuestion forwarded,
            Directives directives,
            Context scope,
            HttpExecution execution,
            HttpInferReader reader,
            HttpOutputReader outputs) {
        this.path = path;
        this.body = body;
        this.room = room;
        this.scan = scan;
        this.signature = signature;
        this.forwarded = forwarded;
        this.directives = directives;
        this.scope = scope;
        this.execution = execution;
        this.reader = reader;
        this.outputs = outputs;
    }

    /** What goes to Triton where requests are passed on. */
    HttpQuestion forwarded() {
        return forwarded;
    }

    @Override
    public String model() {
        return path.model();
    }

    @Override
    public String version() {
        return path.version();
    }

    @Override
    public Directives directives() {
        return directives;
    }

    @Override
    public Optional<Sequence> sequence() {
        return scan.sequences() ? new SequenceReader().read(decode().getParametersMap()) : Optional.empty();
    }

    @Override
    public Context scope() {
        return scope;
    }

    @Override
    public int size() {
        return body.content().length();
    }

    @Override
    public int bytesToRead() {
        return decoded == null ? (int) Math.min(MOST_COUNTED, body.bytesToRead()) : size();
    }

    /** Parsed once: the answer and the sampler look at it too. */
    @Override
    public ModelInferRequest decode() {
        ModelInferRequest known = decoded;
        if (known == null) {
            known = read();
            decoded = known;
        }
        return known;
    }

    /** Without JSON the whole body is the one input of a model that is known. */
    private ModelInferRequest read() {
        room.requireToRead(body);
        return body.jsonLength() == 0 && signature.isPresent()
                ? new RawBinaryReader().read(path.model(), path.version(), signature.get(), body.content())
                : reader.read(path.model(), path.version(), body);
    }

    @Override
    public Optional<Tensor> output(HttpAnswer answer, String name) {
        return outputs.read(answer, name);
    }

    @Override
    public CompletionStage<Reply<HttpAnswer>> send(Endpoint endpoint, Diagnosis diagnosis, Context within) {
        return execution.execute(endpoint, diagnosis, this, within);
    }
}
