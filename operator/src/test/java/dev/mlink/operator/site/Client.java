package dev.mlink.operator.site;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/** A client of the link-runtime that knows nothing of MLink. */
public final class Client implements AutoCloseable {

    private static final int GRPC = 8001;

    private final ManagedChannel channel;

    /** Of the first group's runtime. */
    public Client() {
        this(0);
    }

    /** @param pod number of the runtime on the node, from 0 */
    public Client(int pod) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", new PodAddress(pod).port(GRPC))
                .usePlaintext()
                .build();
    }

    /** Asks a model with an FP32 input X of shape [1, length]; fails as gRPC does. */
    public ModelInferResponse infer(String model, float... x) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * x.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float element : x) {
            bytes.putFloat(element);
        }
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .modelInfer(ModelInferRequest.newBuilder()
                        .setModelName(model)
                        .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                                .setName("X")
                                .setDatatype("FP32")
                                .addShape(1)
                                .addShape(x.length))
                        .addRawInputContents(ByteString.copyFrom(bytes.flip()))
                        .build());
    }

    /** The first output's elements. */
    public static float[] values(ModelInferResponse response) {
        ByteBuffer bytes =
                response.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    public static boolean predicted(ModelInferResponse response) {
        return response.getParametersOrDefault(
                        "mlink_predicted", dev.mlink.triton.wire.InferParameter.getDefaultInstance())
                .getBoolParam();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
