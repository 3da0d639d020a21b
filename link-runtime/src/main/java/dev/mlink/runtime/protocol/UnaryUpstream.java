package dev.mlink.runtime.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.runtime.routing.Endpoint;
import dev.mlink.runtime.upstream.Diagnosis;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.Reply;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.Context;
import java.util.concurrent.CompletionStage;

/** ModelInfer: one request, one answer. */
record UnaryUpstream(TritonGrpc triton) implements GrpcRequest.Upstream {

    @Override
    public CompletionStage<Reply<GrpcAnswer>> send(
            Endpoint endpoint, Diagnosis diagnosis, byte[] message, Context within) {
        return triton.infer(endpoint.grpc(), diagnosis, message, within);
    }

    @Override
    public ModelInferResponse read(byte[] message) throws InvalidProtocolBufferException {
        return ModelInferResponse.parseFrom(message);
    }
}
