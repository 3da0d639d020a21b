package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The body of an HTTP inference: JSON, and behind it the tensors that come as bytes.
 *
 * @param content as the client sent it, inflated
 * @param jsonLength bytes of the JSON
 */
record HttpInferBody(Buffer content, int jsonLength) {
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private static final String PARAMETERS = "parameters";

    /** @throws Refusal INVALID_ARGUMENT when the header's length is no length of this body */
    static HttpInferBody of(Buffer content, Optional<String> headerLength) {
        int length = headerLength.map(HttpInferBody::length).orElse(content.length());
        if (length < 0 || length > content.length()) {
            throw Refusal.invalid(
                    "inference header size should be in range (0, " + content.length() + "), got: " + length);
        }
        return new HttpInferBody(content, length);
    }

    /** Whether our own parameters may be in it. */
    boolean mayDirect() {
        return maySay(DirectiveReader.PARAMETER_PREFIX);
    }

    /**
     * Whether names that begin so may be in it, found without parsing.
     *
     * <p>JSON may also write a letter as an escape, so a body with a backslash is looked at too.
     */
    boolean maySay(String prefix) {
        byte[] mark = prefix.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < jsonLength; at++) {
            byte here = content.getByte(at);
            if (here == '\\' || here == mark[0] && marked(mark, at)) {
                return true;
            }
        }
        return false;
    }

    /** Our own parameters. */
    Map<String, InferParameter> directives(ObjectMapper json) {
        Map<String, InferParameter> directives = new LinkedHashMap<>();
        tree(json).path(PARAMETERS).properties().forEach(parameter -> {
            if (parameter.getKey().startsWith(DirectiveReader.PARAMETER_PREFIX)) {
                directives.put(parameter.getKey(), new HttpParameters().read(parameter.getKey(), parameter.getValue()));
            }
        });
        return directives;
    }

    /** The same without our own parameters. */
    HttpInferBody withoutDirectives(ObjectMapper json) {
        JsonNode tree = tree(json);
        tree.path(PARAMETERS)
                .properties()
                .removeIf(parameter -> parameter.getKey().startsWith(DirectiveReader.PARAMETER_PREFIX));
        if (tree.path(PARAMETERS).isEmpty()) {
            ((ObjectNode) tree).remove(PARAMETERS);
        }
        byte[] header = tree.toString().getBytes(StandardCharsets.UTF_8);
        return new HttpInferBody(
                Buffer.buffer(header).appendBuffer(content.slice(jsonLength, content.length())), header.length);
    }

    /** @throws Refusal INTERNAL, as Triton answers, when it is no JSON object */
    JsonNode tree(ObjectMapper json) {
        try {
            JsonNode tree = json.readTree(content.getBytes(0, jsonLength));
            if (tree.isObject()) {
                return tree;
            }
            throw unreadable("it is no object");
        } catch (JsonProcessingException malformed) {
            throw unreadable(malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    private boolean marked(byte[] mark, int at) {
        for (int i = 0; i < mark.length; i++) {
            if (at + i >= jsonLength || content.getByte(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static int length(String header) {
        try {
            return Integer.parseInt(header);
        } catch (NumberFormatException none) {
            throw Refusal.invalid("Unable to parse " + HEADER_LENGTH + ", got: " + header);
        }
    }

    private static Refusal unreadable(String why) {
        return new Refusal(Status.INTERNAL.withDescription("failed to parse the request JSON buffer: " + why));
    }
}
