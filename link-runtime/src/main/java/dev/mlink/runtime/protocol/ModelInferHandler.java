package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.ClientAnswer;
import dev.mlink.runtime.routing.ClientAnswer.Composed;
import dev.mlink.runtime.routing.ClientAnswer.Passed;
import dev.mlink.runtime.routing.ClientAnswer.Refused;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.upstream.GrpcAnswer;
import dev.mlink.runtime.upstream.TritonGrpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/** ModelInfer as bytes in and bytes out. */
final class ModelInferHandler implements ServerCallHandler<byte[], byte[]> {
    private final Router router;
    private final GrpcRequest.Upstream upstream;
    private final DirectiveReader directives = new DirectiveReader();

    ModelInferHandler(Router router, TritonGrpc triton) {
        this.router = router;
        this.upstream = new UnaryUpstream(triton);
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        Context scope = Context.current();
        call.request(2);
        return new ServerCall.Listener<>() {
            private byte[] message = {};

            @Override
            public void onMessage(byte[] received) {
                message = received;
            }

            @Override
            public void onHalfClose() {
                answer(call, headers, message, scope);
            }
        };
    }

    private void answer(ServerCall<byte[], byte[]> call, Metadata headers, byte[] message, Context scope) {
        try {
            ScannedRequest scanned = ScannedRequest.of(message);
            GrpcRequest request = new GrpcRequest(
                    scanned, directives.read(scanned.directives(), GrpcHeaders.directives(headers)), scope, upstream);
            router.answer(request).thenAccept(answer -> reply(call, answer));
        } catch (Refusal refusal) {
            call.close(refusal.status(), new Metadata());
        }
    }

    private static void reply(ServerCall<byte[], byte[]> call, ClientAnswer<GrpcAnswer> answer) {
        if (answer instanceof Passed<GrpcAnswer> passed) {
            if (passed.answer().status().isOk()) {
                send(call, passed.epoch(), passed.answer().message());
            } else {
                call.close(passed.answer().status(), new Metadata());
            }
        } else if (answer instanceof Composed<GrpcAnswer> composed) {
            send(call, composed.epoch(), composed.response().write().toByteArray());
        } else if (answer instanceof Refused<GrpcAnswer> refused) {
            call.close(refused.status(), new Metadata());
        }
    }

    private static void send(ServerCall<byte[], byte[]> call, long epoch, byte[] message) {
        Metadata headers = new Metadata();
        headers.put(GrpcHeaders.EPOCH, Long.toString(epoch));
        call.sendHeaders(headers);
        call.sendMessage(message);
        call.close(Status.OK, new Metadata());
    }
}
