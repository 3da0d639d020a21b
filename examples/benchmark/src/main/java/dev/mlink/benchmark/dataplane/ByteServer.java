package dev.mlink.benchmark.dataplane;

import dev.mlink.triton.InferencePassThrough;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.function.Consumer;

/** A gRPC server that answers ModelInfer with a function of the message, on the event loops as the link-runtime does. */
final class ByteServer {

    /** What is done with one message; the answer may come later, from any thread. */
    @FunctionalInterface
    interface Behaviour<T> {
        void answer(T message, Consumer<T> reply);
    }

    private ByteServer() {}

    static <T> ServerServiceDefinition.Builder service(MethodDescriptor<T, T> method, Behaviour<T> behaviour) {
        ServerCallHandler<T, T> handler = (call, headers) -> {
            call.request(2);
            return new Exchange<>(call, behaviour);
        };
        return ServerServiceDefinition.builder("inference.GRPCInferenceService").addMethod(method, handler);
    }

    static ServerServiceDefinition.Builder service(Behaviour<byte[]> behaviour) {
        return service(InferencePassThrough.METHOD, behaviour);
    }

    /** Serves until the process is ended. */
    static void serve(int port, ServerServiceDefinition service) throws IOException, InterruptedException {
        Server server = NettyServerBuilder.forPort(port)
                .directExecutor()
                .flowControlWindow(4 << 20)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .addService(service)
                .build()
                .start();
        server.awaitTermination();
    }

    private static final class Exchange<T> extends ServerCall.Listener<T> {
        private final ServerCall<T, T> call;
        private final Behaviour<T> behaviour;

        private Exchange(ServerCall<T, T> call, Behaviour<T> behaviour) {
            this.call = call;
            this.behaviour = behaviour;
        }

        @Override
        public void onMessage(T message) {
            behaviour.answer(message, answer -> {
                call.sendHeaders(new Metadata());
                call.sendMessage(answer);
                call.close(Status.OK, new Metadata());
            });
        }
    }
}
