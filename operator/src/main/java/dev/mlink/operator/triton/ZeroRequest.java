package dev.mlink.operator.triton;

import com.google.protobuf.ByteString;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInput;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * The request that any model may be asked: every input that is not optional full of zeros (texts empty), at the largest
 * batch whose inputs stay below 256 MiB, and 1 for each dimension that the configuration leaves open. A model whose
 * datatypes the protocol does not have cannot be asked; that is a gRPC status like any other refusal.
 */
record ZeroRequest(ModelConfig config) {
    private static final long LARGEST = 256L << 20;
    private static final int LENGTH_BYTES = Integer.BYTES;

    /** Samples in the request: 1 for a model that does not batch. */
    int batch() {
        long each =
                Math.max(1, required().stream().mapToLong(ZeroRequest::bytes).sum());
        return (int) Math.max(1, Math.min(config.getMaxBatchSize(), LARGEST / each));
    }

    ModelInferRequest message() {
        return InferenceRequest.of(
                        config.getName(), required().stream().map(this::zeros).toList())
                .write();
    }

    private List<ModelInput> required() {
        return config.getInputList().stream()
                .filter(input -> !input.getOptional())
                .toList();
    }

    private Tensor zeros(ModelInput input) {
        List<Long> dimensions = new ArrayList<>();
        if (config.getMaxBatchSize() > 0) {
            dimensions.add((long) batch());
        }
        input.getDimsList().forEach(length -> dimensions.add(known(length)));
        int bytes = Math.toIntExact(bytes(input) * batch());
        return new Tensor(
                input.getName(),
                datatype(input),
                new Shape(dimensions),
                ByteString.copyFrom(new byte[bytes])); // four of them are an empty text
    }

    private static long bytes(ModelInput input) {
        int each = datatype(input) == Datatype.BYTES
                ? LENGTH_BYTES
                : datatype(input).elementBytes();
        return input.getDimsList().stream().mapToLong(ZeroRequest::known).reduce(each, Math::multiplyExact);
    }

    private static long known(long length) {
        return length < 0 ? 1 : length;
    }

    private static Datatype datatype(ModelInput input) {
        return Datatype.of(input.getDataType()).orElseThrow(() -> Status.INVALID_ARGUMENT
                .withDescription("input '" + input.getName() + "' is " + input.getDataType()
                        + ", which the protocol does not have")
                .asRuntimeException());
    }
}
