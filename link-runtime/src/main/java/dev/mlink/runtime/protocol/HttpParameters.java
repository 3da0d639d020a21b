package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters between JSON and the protocol's own form. */
final class HttpParameters {
    /** @throws Refusal INVALID_ARGUMENT for what is no boolean, number or string */
    Map<String, InferParameter> read(JsonNode parameters) {
        Map<String, InferParameter> read = new LinkedHashMap<>();
        parameters.properties().forEach(entry -> read.put(entry.getKey(), read(entry.getKey(), entry.getValue())));
        return read;
    }

    InferParameter read(String name, JsonNode value) {
        InferParameter.Builder parameter = InferParameter.newBuilder();
        if (value.isBoolean()) {
            parameter.setBoolParam(value.booleanValue());
        } else if (value.isIntegralNumber()) {
            parameter.setInt64Param(value.longValue());
        } else if (value.isNumber()) {
            parameter.setDoubleParam(value.doubleValue());
        } else if (value.isTextual()) {
            parameter.setStringParam(value.textValue());
        } else {
            throw Refusal.invalid(
                    "parameter '" + name + "' has invalid type. It should be either 'int', 'bool', or 'string'.");
        }
        return parameter.build();
    }

    ObjectNode write(Map<String, InferParameter> parameters) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> {
            switch (value.getParameterChoiceCase()) {
                case BOOL_PARAM -> written.put(name, value.getBoolParam());
                case INT64_PARAM -> written.put(name, value.getInt64Param());
                case UINT64_PARAM -> written.put(name, value.getUint64Param());
                case DOUBLE_PARAM -> written.put(name, value.getDoubleParam());
                case STRING_PARAM -> written.put(name, value.getStringParam());
                case PARAMETERCHOICE_NOT_SET -> {}
            }
        });
        return written;
    }
}
