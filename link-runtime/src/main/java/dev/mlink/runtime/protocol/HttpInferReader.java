package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;

/** Reads an HTTP inference that is answered here, JSON and binary tensors, into the protocol's message. */
final class HttpInferReader {
    private static final String BINARY_SIZE = "binary_data_size";

    private final ObjectMapper json;
    private final JsonTensorData tensorData = new JsonTensorData();

    HttpInferReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws Refusal with Triton's code when the body does not say what it must */
    ModelInferRequest read(String model, String version, HttpInferBody body) {
        if (body.jsonLength() == 0) {
            throw Refusal.invalid("a raw binary request (" + HttpInferBody.HEADER_LENGTH
                    + ": 0) is only answered for loaded models; describe the tensors in JSON");
        }
        JsonNode tree = body.tree(json);
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .setId(id(tree))
                .putAllParameters(new HttpParameters().read(tree.path("parameters")));
        int at = body.jsonLength();
        for (JsonNode input : required(tree, "inputs")) {
            InferInputTensor tensor = input(input);
            request.addInputs(tensor);
            int size = input.path("parameters").path(BINARY_SIZE).asInt(-1);
            if (size >= 0) {
                request.addRawInputContents(bytes(tensor, body.content(), at, size));
                at += size;
            } else {
                request.addRawInputContents(data(tensor, input));
            }
        }
        tree.path("outputs").forEach(output -> request.addOutputs(output(output)));
        return request.build();
    }

    private static InferInputTensor input(JsonNode input) {
        InferInputTensor.Builder tensor = InferInputTensor.newBuilder()
                .setName(required(input, "name").asText())
                .setDatatype(required(input, "datatype").asText());
        required(input, "shape").forEach(length -> tensor.addShape(extent(length)));
        if (Datatype.named(tensor.getDatatype()).isEmpty()) {
            throw Refusal.invalid("invalid datatype for input " + tensor.getName());
        }
        return tensor.build();
    }

    private ByteString data(InferInputTensor tensor, JsonNode input) {
        if (!input.has("data")) {
            throw Refusal.invalid("input '" + tensor.getName() + "' has neither 'data' nor '" + BINARY_SIZE + "'");
        }
        return tensorData.read(
                tensor.getName(), Datatype.valueOf(tensor.getDatatype()), tensor.getShapeList(), input.path("data"));
    }

    private static long extent(JsonNode length) {
        if (!length.isIntegralNumber() || length.asLong() < 0) {
            throw unparsable("shape", "attempt to access JSON non-unsigned-integer as unsigned-integer");
        }
        return length.asLong();
    }

    private static ByteString bytes(InferInputTensor tensor, Buffer content, int at, int size) {
        if (size > content.length() - at) {
            throw Refusal.invalid("unexpected end of HTTP body: input '" + tensor.getName() + "' declares " + size
                    + " bytes of binary data, " + (content.length() - at) + " are left");
        }
        return UnsafeByteOperations.unsafeWrap(content.getBytes(at, at + size));
    }

    private static InferRequestedOutputTensor output(JsonNode output) {
        return InferRequestedOutputTensor.newBuilder()
                .setName(required(output, "name").asText())
                .putAllParameters(new HttpParameters().read(output.path("parameters")))
                .build();
    }

    private static String id(JsonNode tree) {
        JsonNode id = tree.path("id");
        if (!id.isMissingNode() && !id.isTextual()) {
            throw unparsable("id", "attempt to access JSON non-string as string");
        }
        return id.asText("");
    }

    private static JsonNode required(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            throw unparsable(field, "attempt to access non-existing object member '" + field + "'");
        }
        return value;
    }

    private static Refusal unparsable(String field, String why) {
        return new Refusal(Status.INTERNAL.withDescription("Unable to parse '" + field + "': " + why));
    }
}
