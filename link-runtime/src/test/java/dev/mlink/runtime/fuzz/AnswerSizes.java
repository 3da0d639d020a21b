package dev.mlink.runtime.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelInferResponse.InferOutputTensor;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether an answer's tensors, all of FP32 or texts, are as large as their shapes say; a sentence where one is not. */
final class AnswerSizes {

    private AnswerSizes() {}

    static Optional<String> wrong(byte[] message) {
        try {
            ModelInferResponse answer = ModelInferResponse.parseFrom(message);
            for (int i = 0; i < answer.getOutputsCount(); i++) {
                InferOutputTensor output = answer.getOutputs(i);
                long elements = elements(output.getShapeList());
                int raw = i < answer.getRawOutputContentsCount()
                        ? answer.getRawOutputContents(i).size()
                        : -1;
                if (output.getDatatype().equals("FP32")
                        && raw != 4 * elements
                        && output.getContents().getFp32ContentsCount() != elements) {
                    return Optional.of("an output of shape " + output.getShapeList() + " has " + raw + " bytes");
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.of("an answer that is no ModelInferResponse: " + e.getMessage());
        }
    }

    /** @param header bytes of JSON at the beginning; empty when all of the body is */
    static Optional<String> wrong(byte[] body, Optional<Integer> header) {
        try {
            int length = header.orElse(body.length);
            JsonObject answer = new JsonObject(new String(body, 0, length, StandardCharsets.UTF_8));
            long binary = 0;
            for (Object each : answer.getJsonArray("outputs", new JsonArray())) {
                JsonObject output = (JsonObject) each;
                long elements = elements(output.getJsonArray("shape").stream()
                        .map(dimension -> ((Number) dimension).longValue())
                        .toList());
                JsonArray data = output.getJsonArray("data");
                long size = output.getJsonObject("parameters", new JsonObject()).getLong("binary_data_size", -1L);
                binary += Math.max(0, size);
                boolean right = data != null ? data.size() == elements : size == 4 * elements;
                if (output.getString("datatype").equals("FP32") && !right) {
                    return Optional.of("an output of another size than its shape: " + output);
                }
            }
            return length + binary == body.length
                    ? Optional.empty()
                    : Optional.of(body.length - length + " bytes follow where the answer says " + binary);
        } catch (DecodeException | ClassCastException e) {
            return Optional.of("an answer that is no JSON: " + e.getMessage());
        }
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
