package dev.mlink.benchmark.dataplane;

import com.google.protobuf.Message;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;

/** {@code ParsingProxy PORT UPSTREAM_PORT}: hands generated messages on, as a proxy does that is written by the book. */
final class ParsingProxy {
    private static final MethodDescriptor<Message, Message> METHOD = method();

    private ParsingProxy() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var upstream = new ByteClient<>(ByteClient.channel(Integer.parseInt(arguments[1])), METHOD);
        ByteServer.serve(
                Integer.parseInt(arguments[0]),
                ByteServer.service(METHOD, upstream::call).build());
    }

    private static MethodDescriptor<Message, Message> method() {
        return MethodDescriptor.<Message, Message>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
                .setRequestMarshaller(ProtoUtils.marshaller((Message) ModelInferRequest.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller((Message) ModelInferResponse.getDefaultInstance()))
                .build();
    }
}
