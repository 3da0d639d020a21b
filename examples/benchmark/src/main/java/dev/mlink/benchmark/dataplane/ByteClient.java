package dev.mlink.benchmark.dataplane;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.util.function.Consumer;

/** Unary calls whose answers are handled on the event loop. */
record ByteClient<T>(Channel channel, MethodDescriptor<T, T> method) {
    private static final CallOptions DIRECT = CallOptions.DEFAULT.withExecutor(Runnable::run);

    static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .flowControlWindow(4 << 20)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    /** @param answered is not called when the call fails: that ends this process, which has then nothing to measure */
    void call(T request, Consumer<T> answered) {
        ClientCall<T, T> call = channel.newCall(method, DIRECT);
        call.start(
                new ClientCall.Listener<>() {
                    private T answer;

                    @Override
                    public void onMessage(T message) {
                        answer = message;
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        if (!status.isOk()) {
                            System.err.println("a request failed: " + status);
                            Runtime.getRuntime().halt(1);
                        }
                        answered.accept(answer);
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
    }
}
