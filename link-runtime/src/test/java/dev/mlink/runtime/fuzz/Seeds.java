package dev.mlink.runtime.fuzz;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.InferTensorContents;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Good requests, for spoiling. */
final class Seeds {
    private static final List<Float> IMAGE = List.of(1f, 2f, 3f);
    private static final ByteString RAW = ByteString.copyFrom(ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1)
            .putFloat(2)
            .putFloat(3)
            .array());

    private Seeds() {}

    /** Messages of ModelInfer to a model, whose input has that name. */
    static List<byte[]> grpc(String model, String input) {
        ModelInferRequest.Builder typed = ModelInferRequest.newBuilder()
                .setModelName(model)
                .setId("7")
                .addInputs(input(input)
                        .setContents(InferTensorContents.newBuilder().addAllFp32Contents(IMAGE)));
        ModelInferRequest.Builder raw = ModelInferRequest.newBuilder()
                .setModelName(model)
                .addInputs(input(input))
                .addRawInputContents(RAW)
                .putParameters(
                        "priority",
                        InferParameter.newBuilder().setUint64Param(1).build())
                .putParameters(
                        "mlink_join",
                        InferParameter.newBuilder().setStringParam("frame").build());
        ModelInferRequest.Builder asked = raw.clone()
                .addOutputs(InferRequestedOutputTensor.newBuilder()
                        .setName("Y")
                        .putParameters(
                                "classification",
                                InferParameter.newBuilder().setInt64Param(2).build()));
        return List.of(
                typed.build().toByteArray(),
                raw.build().toByteArray(),
                asked.build().toByteArray());
    }

    private static InferInputTensor.Builder input(String name) {
        return InferInputTensor.newBuilder()
                .setName(name)
                .setDatatype("FP32")
                .addShape(1)
                .addShape(3);
    }

    /** Bodies over HTTP. */
    static List<HttpSeed> http(String model, String input) {
        String json =
                "{\"id\":\"7\",\"inputs\":[{\"name\":\"%s\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[[1,2,3]]}]}";
        String asked =
                "{\"parameters\":{\"priority\":1},\"inputs\":[{\"name\":\"%s\",\"shape\":[1,3],\"datatype\":\"FP32\","
                        + "\"data\":[1,2.5e0,3]}],\"outputs\":[{\"name\":\"Y\",\"parameters\":{\"binary_data\":true}}]}";
        String binary = "{\"inputs\":[{\"name\":\"%s\",\"shape\":[1,3],\"datatype\":\"FP32\",\"parameters\":"
                + "{\"binary_data_size\":12}}],\"parameters\":{\"binary_data_output\":true}}";
        List<HttpSeed> seeds = new ArrayList<>();
        for (String text : List.of(json, asked)) {
            seeds.add(new HttpSeed(model, text.formatted(input).getBytes(StandardCharsets.UTF_8), Map.of()));
        }
        byte[] header = binary.formatted(input).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(header);
        body.writeBytes(RAW.toByteArray());
        seeds.add(new HttpSeed(
                model, body.toByteArray(), Map.of("Inference-Header-Content-Length", Integer.toString(header.length))));
        return seeds;
    }

    /** @param headers beside those of any request */
    record HttpSeed(String model, byte[] body, Map<String, String> headers) {}
}
