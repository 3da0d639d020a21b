package dev.mlink.runtime.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.mlink.runtime.routing.ModelSignature;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.routing.TensorSignature;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads a body that is nothing but the bytes of one sample: the model has one input, which says the rest. */
final class RawBinaryReader {
    private static final InferParameter TRUE =
            InferParameter.newBuilder().setBoolParam(true).build();

    /** @throws Refusal INVALID_ARGUMENT, in Triton's words where the bytes are not those of a sample */
    ModelInferRequest read(String model, String version, ModelSignature signature, Buffer body) {
        if (signature.inputs().size() != 1) {
            throw Refusal.invalid("Raw binary request expects 1 input, but model '" + model + "' has "
                    + signature.inputs().size());
        }
        TensorSignature input = signature.inputs().get(0);
        ByteString data = UnsafeByteOperations.unsafeWrap(body.getBytes());
        boolean text = input.datatype() == Datatype.BYTES;
        List<Long> sample = text ? List.of(1L) : shape(model, input, data.size());
        List<Long> shape = new ArrayList<>(signature.batches() ? List.of(1L) : List.of());
        shape.addAll(sample);
        return ModelInferRequest.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .putParameters("binary_data_output", TRUE)
                .addInputs(InferInputTensor.newBuilder()
                        .setName(input.name())
                        .setDatatype(input.datatype().name())
                        .addAllShape(shape))
                .addRawInputContents(text ? length(data).concat(data) : data)
                .build();
    }

    /** One extent may be left to the number of bytes. */
    private static List<Long> shape(String model, TensorSignature input, int size) {
        int width = input.datatype().elementBytes();
        long known = input.dims().stream().filter(extent -> extent > 0).reduce((long) width, (a, b) -> a * b);
        boolean free = input.dims().contains(-1L);
        long rest = free && size % known == 0 ? size / known : 1;
        if (size != known * rest) {
            throw Refusal.invalid(
                    "[request id: <id_unknown>] input byte size mismatch for input 'raw_input' for model '" + model
                            + "'. Expected " + known * rest + ", got " + size);
        }
        return input.dims().stream()
                .map(extent -> extent < 0 ? Long.valueOf(rest) : extent)
                .toList();
    }

    private static ByteString length(ByteString data) {
        ByteBuffer prefix = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        prefix.putInt(data.size()).flip();
        return ByteString.copyFrom(prefix);
    }
}
