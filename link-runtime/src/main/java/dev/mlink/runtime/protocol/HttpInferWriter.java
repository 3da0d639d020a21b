package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes an answer that was put together here, its outputs as JSON or as bytes, whichever was asked for. */
final class HttpInferWriter {
    static final String ALL_BINARY = "binary_data_output";
    static final String BINARY = "binary_data";

    private static final String BINARY_SIZE = "binary_data_size";

    private final ObjectMapper json;
    private final JsonTensorData tensorData = new JsonTensorData();

    HttpInferWriter(ObjectMapper json) {
        this.json = json;
    }

    /** @throws dev.mlink.runtime.routing.Refusal for a tensor that JSON does not carry */
    HttpAnswer write(ModelInferRequest request, InferenceResponse response) {
        ObjectNode tree = json.createObjectNode();
        if (!response.id().isEmpty()) {
            tree.put("id", response.id());
        }
        tree.put("model_name", response.model()).put("model_version", response.version());
        if (!response.parameters().isEmpty()) {
            tree.set("parameters", new HttpParameters().write(response.parameters()));
        }
        Buffer binary = Buffer.buffer();
        for (AnsweredOutput output : response.outputs()) {
            tree.withArray("outputs").add(output(request, output, binary));
        }
        byte[] header = bytes(tree);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (binary.length() == 0) {
            return new HttpAnswer(
                    HttpStatus.OK.code(), headers.add("Content-Type", "application/json"), Buffer.buffer(header));
        }
        headers.add("Content-Type", "application/octet-stream")
                .add(HttpInferBody.HEADER_LENGTH, Integer.toString(header.length));
        return new HttpAnswer(
                HttpStatus.OK.code(), headers, Buffer.buffer(header).appendBuffer(binary));
    }

    private ObjectNode output(ModelInferRequest request, AnsweredOutput output, Buffer binary) {
        ObjectNode node = json.createObjectNode()
                .put("name", output.tensor().name())
                .put("datatype", output.tensor().datatype().name());
        output.tensor().shape().dimensions().forEach(node.withArray("shape")::add);
        ObjectNode parameters = new HttpParameters().write(output.parameters());
        boolean asBytes = asBytes(request, output.tensor().name());
        if (asBytes) {
            parameters.put(BINARY_SIZE, output.tensor().data().size());
            binary.appendBytes(output.tensor().data().toByteArray());
        }
        if (!parameters.isEmpty()) {
            node.set("parameters", parameters);
        }
        if (!asBytes) {
            node.set("data", tensorData.write(output.tensor()));
        }
        return node;
    }

    /** What the request says for all counts where no output is asked for by its name. */
    private static boolean asBytes(ModelInferRequest request, String output) {
        boolean all = isTrue(request.getParametersMap(), ALL_BINARY);
        return request.getOutputsList().stream()
                .filter(asked -> asked.getName().equals(output))
                .map(InferRequestedOutputTensor::getParametersMap)
                .map(parameters -> isTrue(parameters, BINARY))
                .findFirst()
                .orElse(all);
    }

    private static boolean isTrue(Map<String, InferParameter> parameters, String name) {
        return parameters.containsKey(name) && parameters.get(name).getBoolParam();
    }

    private byte[] bytes(ObjectNode tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
