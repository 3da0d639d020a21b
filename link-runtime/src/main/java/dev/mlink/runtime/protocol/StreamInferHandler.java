package dev.mlink.runtime.protocol;

import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.upstream.TritonGrpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;

/** ModelStreamInfer as bytes in and bytes out. */
final class StreamInferHandler implements ServerCallHandler<byte[], byte[]> {
    private final Router router;
    private final Catalogue catalogue;
    private final TritonGrpc triton;
    private final Tracing tracing;

    StreamInferHandler(Router router, Catalogue catalogue, TritonGrpc triton, Tracing tracing) {
        this.router = router;
        this.catalogue = catalogue;
        this.triton = triton;
        this.tracing = tracing;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        ClientConversation conversation = new ClientConversation(call, headers, router, catalogue, triton, tracing);
        conversation.begin();
        return conversation;
    }
}
