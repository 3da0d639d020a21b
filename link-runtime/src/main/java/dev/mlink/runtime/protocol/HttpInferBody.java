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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an HTTP inference: JSON, and behind it the tensors that come as bytes.
 *
 * @param content as the client sent it, inflated
 * @param jsonLength bytes of the JSON
 */
record HttpInferBody(Buffer content, int jsonLength) {
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    /** The type of a body without tensors as bytes. */
    static final String JSON = "application/json";

    static final String OUT_OF_RANGE = "inference header size should be in range (0, ";

    /** A number of a few digits is an object of some sixty bytes until it is an element of a tensor. */
    private static final int READING = 16;

    private static final String PARAMETERS = "parameters";
    private static final Pattern LENGTH = Pattern.compile("\\s*[+-]?[0-9]+");

    /** @throws Refusal INVALID_ARGUMENT when the header's length is no length of this body */
    static HttpInferBody of(Buffer content, Optional<String> headerLength) {
        int length = headerLength.map(HttpInferBody::length).orElse(content.length());
        if (length < 0 || length > content.length()) {
            throw Refusal.invalid(OUT_OF_RANGE + content.length() + "), got: " + length);
        }
        return new HttpInferBody(content, length);
    }

    /** What it takes while it is read. */
    long bytesToRead() {
        return content.length() + (long) READING * jsonLength;
    }

    /** What its JSON may say, found without parsing. */
    JsonScan scan() {
        return JsonScan.of(content, jsonLength);
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

    /** @throws Refusal INTERNAL, as Triton answers, when it is no JSON */
    JsonNode tree(ObjectMapper json) {
        try {
            return json.readTree(content.getBytes(0, jsonLength));
        } catch (JsonProcessingException malformed) {
            throw unreadable(malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    /** As far as it is a number, and 0 where it is none, as Triton reads it. */
    private static int length(String header) {
        Matcher number = LENGTH.matcher(header);
        try {
            return number.lookingAt() ? Integer.parseInt(number.group().strip()) : 0;
        } catch (NumberFormatException tooLong) {
            return Integer.MAX_VALUE;
        }
    }

    private static Refusal unreadable(String why) {
        return new Refusal(Status.INTERNAL.withDescription("failed to parse the request JSON buffer: " + why));
    }
}
