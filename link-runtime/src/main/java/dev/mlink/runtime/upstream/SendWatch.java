package dev.mlink.runtime.upstream;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Remembers how far a call came: without a connection the request was certainly not executed, and a status without
 * trailers was made up on this side.
 */
final class SendWatch extends ClientStreamTracer.Factory {
    private volatile boolean connected;
    private volatile boolean answered;

    boolean connected() {
        return connected;
    }

    boolean answered() {
        return answered;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(Attributes transport, Metadata sent) {
                connected = true;
            }

            @Override
            public void inboundTrailers(Metadata trailers) {
                answered = true;
            }
        };
    }
}
