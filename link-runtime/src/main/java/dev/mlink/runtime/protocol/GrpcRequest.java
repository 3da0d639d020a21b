package dev.mlink.runtime.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.mlink.runtime.routing.ClientRequest;
import dev.mlink.runtime.routing.Directives;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Sequence;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.Context;
import io.grpc.Status;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A ModelInfer call, or a message of a ModelStreamInfer call, passed on as the bytes it came in. */
record GrpcRequest(ScannedRequest scanned, Directives directives, Context scope, Upstream upstream)
        implements ClientRequest<GrpcAnswer> {

    /** How the call reaches Triton. */
    interface Upstream {
        CompletionStage<Reply<GrpcAnswer>> send(Endpoint endpoint, Diagnosis diagnosis, byte[] message, Context within);

        /** The answer in an encoded message of this kind of call. */
        ModelInferResponse read(byte[] message) throws InvalidProtocolBufferException;
    }

    @Override
    public String model() {
        return scanned.model();
    }

    @Override
    public String version() {
        return scanned.version();
    }

    @Override
    public Optional<Sequence> sequence() {
        return scanned.sequence().isEmpty() ? Optional.empty() : new SequenceReader().read(scanned.sequence());
    }

    @Override
    public int size() {
        return scanned.message().length;
    }

    @Override
    public int bytesToRead() {
        return size();
    }

    @Override
    public ModelInferRequest decode() {
        try {
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(scanned.message()).newCodedInput();
            in.enableAliasing(true); // tensors stay in the message's own array
            ModelInferRequest message = ModelInferRequest.parseFrom(in);
            GrpcParameters.require(message);
            return message;
        } catch (IOException malformed) {
            throw new Refusal(Status.INTERNAL.withDescription("Unable to parse request"));
        }
    }

    @Override
    public Optional<Tensor> output(GrpcAnswer answer, String name) {
        try {
            return InferenceResponse.read(upstream.read(answer.message())).output(name);
        } catch (InvalidProtocolBufferException | InvalidTensorException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public CompletionStage<Reply<GrpcAnswer>> send(Endpoint endpoint, Diagnosis diagnosis, Context within) {
        return upstream.send(endpoint, diagnosis, scanned.message(), within);
    }
}
