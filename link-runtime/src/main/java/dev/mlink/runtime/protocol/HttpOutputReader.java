package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.runtime.upstream.HttpAnswer;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one output of what Triton answered over HTTP, JSON or binary; the answer itself stays as it is. */
final class HttpOutputReader {
    private static final String BINARY_SIZE = "binary_data_size";

    private final ObjectMapper json;
    private final ContentCoding coding = new ContentCoding();
    private final JsonTensorData tensorData = new JsonTensorData();

    HttpOutputReader(ObjectMapper json) {
        this.json = json;
    }

    /** Empty where the answer does not have it, or cannot be read. */
    Optional<Tensor> read(HttpAnswer answer, String name) {
        try {
            Optional<String> encoding = Optional.ofNullable(answer.headers().get("Content-Encoding"));
            HttpInferBody body = HttpInferBody.of(
                    coding.inflate(encoding.orElse(""), answer.body(), growth -> {}),
                    Optional.ofNullable(answer.headers().get(HttpInferBody.HEADER_LENGTH)));
            return find(body, name);
        } catch (Refusal | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Tensor> find(HttpInferBody body, String name) {
        int at = body.jsonLength();
        for (JsonNode output : body.tree(json).path("outputs")) {
            int size = output.path("parameters").path(BINARY_SIZE).asInt(-1);
            if (output.path("name").asText().equals(name)) {
                return Optional.of(tensor(name, output, body.content(), at, size));
            }
            at += Math.max(0, size);
        }
        return Optional.empty();
    }

    private Tensor tensor(String name, JsonNode output, Buffer content, int at, int size) {
        Datatype datatype = Datatype.valueOf(output.path("datatype").asText());
        List<Long> shape = new ArrayList<>();
        output.path("shape").forEach(length -> shape.add(length.asLong()));
        if (size > content.length() - at) {
            throw new IllegalArgumentException("the answer ends within output '" + name + "'");
        }
        ByteString data = size < 0
                ? tensorData.read(name, datatype, shape, output.path("data"))
                : ByteString.copyFrom(content.getBytes(at, at + size));
        return new Tensor(name, datatype, new Shape(shape), data);
    }
}
