package dev.mlink.triton;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * {@code ModelInfer} and {@code ModelStreamInfer} with messages that stay bytes. Parsing and printing a message of 600 KB costs more than sending it,
 * and only bytes can be handed on unchanged.
 */
public final class InferencePassThrough {
    /** Client or server side. */
    public static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    /** Client or server side; messages there are {@code ModelStreamInferResponse}. */
    public static final MethodDescriptor<byte[], byte[]> STREAMED = METHOD.toBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("inference.GRPCInferenceService/ModelStreamInfer")
            .build();

    private InferencePassThrough() {}

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        /** gRPC reads the length of this very class of stream without draining it. */
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream instanceof KnownLength ? whole(stream) : stream.readAllBytes();
            } catch (IOException failure) {
                throw Status.INTERNAL
                        .withDescription("the message could not be read")
                        .withCause(failure)
                        .asRuntimeException();
            }
        }

        /** Into one array at once: a stream of its own accord is read in small pieces that are then put together. */
        private static byte[] whole(InputStream stream) throws IOException {
            byte[] message = new byte[stream.available()];
            stream.readNBytes(message, 0, message.length);
            return message;
        }
    }
}
