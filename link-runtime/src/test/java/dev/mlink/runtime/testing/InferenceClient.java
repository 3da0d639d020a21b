package dev.mlink.runtime.testing;

import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks models of {@link AffineGroup} over gRPC. */
public final class InferenceClient implements AutoCloseable {
    private final TritonChannel channel;

    public InferenceClient(String address) {
        this.channel = TritonChannel.to(TritonAddress.parse(address)).open();
    }

    /** The answer of a model to (1, 2, 3). */
    public float[] infer(String model, boolean exact) {
        return infer(model, Map.of("mlink_exact", flag(exact)), 1, 2, 3)
                .output("Y")
                .orElseThrow()
                .floats();
    }

    /** The same, for a client in a hurry. */
    public void inferWithin(Duration deadline, String model) {
        infer(deadline, model, 1, 2, 3);
    }

    /** The answer to one row of {@link AffineGroup#WIDTH} numbers, for a client in a hurry. */
    public InferenceResponse infer(Duration deadline, String model, float... row) {
        Tensor tensor = Tensor.ofFloats("X", Datatype.FP32, Shape.of(1, AffineGroup.WIDTH), row);
        return InferenceResponse.read(channel.blocking(deadline)
                .modelInfer(InferenceRequest.of(model, List.of(tensor)).write()));
    }

    /** The answer to any rows of {@link AffineGroup#WIDTH} numbers. */
    public InferenceResponse infer(String model, Map<String, InferParameter> parameters, float... rows) {
        Shape shape = Shape.of(rows.length / AffineGroup.WIDTH, AffineGroup.WIDTH);
        Tensor tensor = Tensor.ofFloats(model.equals(AffineGroup.NAME) ? "image" : "X", Datatype.FP32, shape, rows);
        InferenceRequest request = new InferenceRequest(model, "", "", parameters, List.of(tensor), List.of());
        return infer(request);
    }

    /** The answer to any request. */
    public InferenceResponse infer(InferenceRequest request) {
        return InferenceResponse.read(channel.blocking(Duration.ofSeconds(10)).modelInfer(request.write()));
    }

    public static InferParameter flag(boolean value) {
        return InferParameter.newBuilder().setBoolParam(value).build();
    }

    @Override
    public void close() {
        channel.close();
    }
}
