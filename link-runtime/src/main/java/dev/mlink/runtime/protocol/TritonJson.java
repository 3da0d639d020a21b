package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/**
 * Prints messages as Triton does: names as in the .proto files, defaults too, and whole numbers as numbers, where
 * protobuf's own printer makes strings of 64-bit ones.
 */
final class TritonJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    ObjectNode print(Message message) {
        ObjectNode object = NODES.objectNode();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean absent = field.hasPresence() && !message.hasField(field);
            if (!absent) {
                object.set(field.getName(), value(field, message.getField(field)));
            }
        }
        return object;
    }

    private JsonNode value(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            return map(field, (List<?>) value);
        }
        if (field.isRepeated()) {
            ArrayNode array = NODES.arrayNode();
            ((List<?>) value).forEach(element -> array.add(single(element)));
            return array;
        }
        return single(value);
    }

    private ObjectNode map(FieldDescriptor field, List<?> entries) {
        ObjectNode object = NODES.objectNode();
        FieldDescriptor key = field.getMessageType().findFieldByName("key");
        FieldDescriptor value = field.getMessageType().findFieldByName("value");
        for (Object entry : entries) {
            Message pair = (Message) entry;
            object.set(pair.getField(key).toString(), single(pair.getField(value)));
        }
        return object;
    }

    private JsonNode single(Object value) {
        if (value instanceof Message message) {
            return print(message);
        } else if (value instanceof EnumValueDescriptor constant) {
            return NODES.textNode(constant.getName());
        } else if (value instanceof Integer number) {
            return NODES.numberNode(number);
        } else if (value instanceof Long number) {
            return NODES.numberNode(number);
        } else if (value instanceof Float number) {
            return NODES.numberNode(number);
        } else if (value instanceof Double number) {
            return NODES.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof ByteString bytes) {
            return NODES.binaryNode(bytes.toByteArray());
        }
        return NODES.textNode(value.toString());
    }
}
