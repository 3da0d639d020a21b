package dev.mlink.operator.site;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client of the link-runtime that knows nothing of MLink. */
public final class Client implements AutoCloseable {

    private static final int GRPC = 8001;
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(200);

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

    /**
     * Asks a model with an FP32 input X of shape [1, length]; fails as gRPC does. A group says of a model that it is active
     * before the runtime, which is a process that starts, has its first table: then it is asked again.
     */
    public ModelInferResponse infer(String model, float... x) {
        Instant limit = Instant.now().plus(START);
        while (true) {
            try {
                return ask(model, x);
            } catch (StatusRuntimeException failed) {
                if (!starting(failed) || Instant.now().isAfter(limit)) {
                    throw failed;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    private static boolean starting(StatusRuntimeException failed) {
        String text = String.valueOf(failed.getStatus().getDescription());
        return failed.getStatus().getCode() == Status.Code.UNAVAILABLE
                && (text.startsWith("no routing table yet") || failed.getCause() instanceof ConnectException);
    }

    private ModelInferResponse ask(String model, float... x) {
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
