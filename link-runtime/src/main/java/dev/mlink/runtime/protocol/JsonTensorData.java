package dev.mlink.runtime.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/** A tensor's elements as JSON: nested or flat in requests, flat in answers, row-major. */
final class JsonTensorData {

    /**
     * The elements as Triton's raw bytes.
     *
     * @throws Refusal INVALID_ARGUMENT for FP16 and BF16, which JSON does not carry; INTERNAL, as Triton answers, for
     *     elements of another kind or number
     */
    ByteString read(String name, Datatype datatype, List<Long> shape, JsonNode data) {
        requireJsonType(name, datatype);
        List<JsonNode> elements = new ArrayList<>();
        flatten(data, elements);
        try {
            return tensor(name, datatype, new Shape(shape), elements).data();
        } catch (InvalidTensorException wrong) {
            throw unparsable("Shape does not match true shape of 'data' field");
        }
    }

    /** @throws Refusal INVALID_ARGUMENT for FP16 and BF16 */
    ArrayNode write(Tensor tensor) {
        requireJsonType(tensor.name(), tensor.datatype());
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        switch (tensor.datatype()) {
            case BYTES -> tensor.elements().forEach(element -> data.add(element.toStringUtf8()));
            case BOOL -> {
                for (long value : tensor.longs()) {
                    data.add(value != 0);
                }
            }
            case FP32 -> {
                for (float value : tensor.floats()) {
                    data.add(value);
                }
            }
            case FP64 -> {
                for (double value : tensor.doubles()) {
                    data.add(value);
                }
            }
            case UINT64 -> {
                for (long value : tensor.longs()) {
                    data.add(new java.math.BigInteger(Long.toUnsignedString(value)));
                }
            }
            default -> {
                for (long value : tensor.longs()) {
                    data.add(value);
                }
            }
        }
        return data;
    }

    private static Tensor tensor(String name, Datatype datatype, Shape shape, List<JsonNode> elements) {
        return switch (datatype) {
            case BYTES -> Tensor.ofElements(
                    name,
                    shape,
                    elements.stream()
                            .map(element -> ByteString.copyFromUtf8(text(element)))
                            .toList());
            case FP32, FP64 -> Tensor.ofDoubles(
                    name,
                    datatype,
                    shape,
                    elements.stream().mapToDouble(JsonTensorData::real).toArray());
            default -> Tensor.ofLongs(
                    name,
                    datatype,
                    shape,
                    elements.stream().mapToLong(JsonTensorData::whole).toArray());
        };
    }

    private static void flatten(JsonNode data, List<JsonNode> elements) {
        if (data.isArray()) {
            data.forEach(inner -> flatten(inner, elements));
        } else {
            elements.add(data);
        }
    }

    private static String text(JsonNode element) {
        if (!element.isTextual()) {
            throw unparsable("attempt to access JSON non-string as string");
        }
        return element.textValue();
    }

    private static double real(JsonNode element) {
        if (!element.isNumber()) {
            throw unparsable("attempt to access JSON non-number as double");
        }
        return element.doubleValue();
    }

    private static long whole(JsonNode element) {
        if (element.isBoolean()) {
            return element.booleanValue() ? 1 : 0;
        }
        if (!element.isIntegralNumber()) {
            throw unparsable("attempt to access JSON non-signed-integer as signed-integer");
        }
        return element.bigIntegerValue().longValue();
    }

    private static void requireJsonType(String name, Datatype datatype) {
        if (datatype == Datatype.FP16 || datatype == Datatype.BF16) {
            throw Refusal.invalid("sending " + datatype
                    + " data via JSON is not supported. Please use the binary data format for tensor '" + name + "'");
        }
    }

    private static Refusal unparsable(String why) {
        return new Refusal(Status.INTERNAL.withDescription("Unable to parse 'data': " + why));
    }
}
