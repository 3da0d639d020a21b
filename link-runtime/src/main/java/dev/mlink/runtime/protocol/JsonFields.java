package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlink.runtime.routing.Refusal;
import io.grpc.Status;

/** Members of JSON objects of the types they must have; anything else is refused in the words of Triton's parser. */
final class JsonFields {
    private JsonFields() {}

    /** @throws Refusal INTERNAL where it is missing or no list */
    static JsonNode list(JsonNode object, String field) {
        JsonNode value = required(object, field);
        if (!value.isArray()) {
            throw wrong(field, "non-array as array");
        }
        return value;
    }

    /** An empty one where it is missing. */
    static JsonNode listOrNone(JsonNode object, String field) {
        return object.has(field) ? list(object, field) : MissingNode.getInstance();
    }

    static String text(JsonNode object, String field) {
        JsonNode value = required(object, field);
        if (!value.isTextual()) {
            throw wrong(field, "non-string as string");
        }
        return value.textValue();
    }

    /** An empty one where it is missing. */
    static String textOrNone(JsonNode object, String field) {
        return object.has(field) ? text(object, field) : "";
    }

    /** A member that must be a whole number, not negative, if it is there. */
    static void requireUnsigned(JsonNode object, String field, String verb) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode()
                && (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0)) {
            throw wrong(verb, field, "non-unsigned-integer as unsigned-integer");
        }
    }

    static void requireBoolean(JsonNode object, String field) {
        if (object.has(field) && !object.path(field).isBoolean()) {
            throw wrong(field, "non-boolean as boolean");
        }
    }

    static Refusal wrong(String field, String how) {
        return wrong("parse", field, how);
    }

    static Refusal unparsable(String sentence) {
        return new Refusal(Status.INTERNAL.withDescription(sentence));
    }

    private static Refusal wrong(String verb, String field, String how) {
        return unparsable("Unable to " + verb + " '" + field + "': attempt to access JSON " + how);
    }

    private static JsonNode required(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            throw unparsable(
                    "Unable to parse '" + field + "': attempt to access non-existing object member '" + field + "'");
        }
        return value;
    }
}
