package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads an HTTP inference that is answered here, JSON and binary tensors, into the protocol's message. */
final class HttpInferReader {
    private static final String BINARY_SIZE = "binary_data_size";
    static final String SHARED_MEMORY = "shared_memory_region";
    private static final List<String> NUMBERS = List.of("priority", "timeout");

    private final ObjectMapper json;
    private final JsonTensorData tensorData = new JsonTensorData();

    HttpInferReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws Refusal with Triton's code when the body does not say what it must */
    ModelInferRequest read(String model, String version, HttpInferBody body) {
        JsonNode tree = body.tree(json);
        JsonNode inputs = JsonFields.list(tree, "inputs");
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .setId(JsonFields.textOrNone(tree, "id"))
                .putAllParameters(parameters(tree.path("parameters")));
        int at = body.jsonLength();
        for (JsonNode input : inputs) {
            InferInputTensor tensor = input(input);
            request.addInputs(tensor);
            JsonFields.requireUnsigned(input.path("parameters"), BINARY_SIZE, "parse");
            requireOneContent(tensor.getName(), input);
            int size = input.path("parameters").path(BINARY_SIZE).asInt(-1);
            if (size >= 0) {
                request.addRawInputContents(bytes(model, tensor, body.content(), at, size));
                at += size;
            } else {
                request.addRawInputContents(data(tensor, input));
            }
        }
        if (at != body.content().length()) {
            throw Refusal.invalid("unexpected additional input data for model '" + model + "'");
        }
        JsonFields.listOrNone(tree, "outputs").forEach(output -> request.addOutputs(output(output)));
        return request.build();
    }

    private static Map<String, InferParameter> parameters(JsonNode parameters) {
        if (!parameters.isMissingNode() && !parameters.isObject()) {
            throw JsonFields.unparsable("failed to get request params.: attempt to get members for non-object");
        }
        NUMBERS.forEach(name -> JsonFields.requireUnsigned(parameters, name, "parse"));
        JsonFields.requireBoolean(parameters, "binary_data_output");
        Map<String, InferParameter> read = new HttpParameters().read(parameters);
        if (read.keySet().stream().anyMatch(name -> name.startsWith("triton_"))) {
            throw Refusal.invalid(
                    "parameter keys starting with 'triton_' are reserved for Triton usage and should not be specified.");
        }
        return read;
    }

    private static InferInputTensor input(JsonNode input) {
        InferInputTensor.Builder tensor = InferInputTensor.newBuilder()
                .setName(JsonFields.text(input, "name"))
                .setDatatype(JsonFields.text(input, "datatype"));
        JsonFields.list(input, "shape").forEach(length -> tensor.addShape(extent(length)));
        if (Datatype.named(tensor.getDatatype()).isEmpty()) {
            throw Refusal.invalid("invalid datatype for input " + tensor.getName());
        }
        return tensor.build();
    }

    private static void requireOneContent(String name, JsonNode input) {
        JsonNode parameters = input.path("parameters");
        List<String> set = new ArrayList<>();
        set.addAll(input.has("data") ? List.of("'data'") : List.of());
        set.addAll(parameters.has(BINARY_SIZE) ? List.of("'binary_data_size'") : List.of());
        set.addAll(parameters.has(SHARED_MEMORY) ? List.of("'shared_memory_region'") : List.of());
        if (set.size() != 1) {
            throw Refusal.invalid("Input must set only one of the following fields: 'data', 'binary_data_size' in"
                    + " 'parameters', 'shared_memory_region' in 'parameters'. But "
                    + (set.isEmpty() ? "no field is set" : "set " + String.join(" ", set)));
        }
        if (parameters.has(SHARED_MEMORY)) {
            throw new Refusal(Status.UNIMPLEMENTED.withDescription(
                    "input '" + name + "' is in shared memory, which Triton alone can read; send its data"));
        }
    }

    private ByteString data(InferInputTensor tensor, JsonNode input) {
        Datatype datatype = Datatype.valueOf(tensor.getDatatype());
        if (datatype == Datatype.FP16 || datatype == Datatype.BF16) {
            throw Refusal.invalid("receiving " + datatype
                    + " data via JSON is not supported. Please use the binary data format for input "
                    + tensor.getName());
        }
        return tensorData.read(tensor.getName(), datatype, tensor.getShapeList(), JsonFields.list(input, "data"));
    }

    private static long extent(JsonNode length) {
        if (!length.isIntegralNumber() || length.asLong() < 0) {
            throw JsonFields.wrong("shape", "non-unsigned-integer as unsigned-integer");
        }
        return length.asLong();
    }

    private static ByteString bytes(String model, InferInputTensor tensor, Buffer content, int at, int size) {
        int missing = size - (content.length() - at);
        if (missing > 0) {
            throw Refusal.invalid("unexpected size for input '" + tensor.getName() + "', expecting " + missing
                    + " additional bytes for model '" + model + "'");
        }
        return UnsafeByteOperations.unsafeWrap(content.getBytes(at, at + size));
    }

    private static InferRequestedOutputTensor output(JsonNode output) {
        JsonNode parameters = output.path("parameters");
        JsonFields.requireUnsigned(parameters, "classification", "set");
        JsonFields.requireBoolean(parameters, "binary_data");
        return InferRequestedOutputTensor.newBuilder()
                .setName(JsonFields.text(output, "name"))
                .putAllParameters(new HttpParameters().read(parameters))
                .build();
    }
}
