package dev.mlink.benchmark.dataplane;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelMetadataResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What is sent: one tensor of bytes, and an answer of 1 KiB. */
final class Messages {
    static final String FAST = "fast";
    static final String SLOW = "slow";
    static final List<String> MODELS = List.of(FAST, SLOW);

    private static final int ANSWER_BYTES = 1 << 10;
    /** Tag and length of the model's name, which comes first. */
    private static final int NAME_AT = 2;

    private Messages() {}

    static byte[] request(String model, int bytes) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
        request.addInputsBuilder().setName("X").setDatatype("UINT8").addShape(1).addShape(bytes);
        request.addRawInputContents(ByteString.copyFrom(new byte[bytes]));
        return request.build().toByteArray();
    }

    static byte[] answer() {
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder().setModelName(FAST).setModelVersion("1");
        answer.addOutputsBuilder().setName("Y").setDatatype("UINT8").addShape(1).addShape(ANSWER_BYTES);
        answer.addRawOutputContents(ByteString.copyFrom(new byte[ANSWER_BYTES]));
        return answer.build().toByteArray();
    }

    static ModelConfig config(String model) {
        ModelConfig.Builder config = ModelConfig.newBuilder().setName(model).setMaxBatchSize(8);
        config.addInputBuilder().setName("X").setDataType(DataType.TYPE_UINT8).addDims(-1);
        config.addOutputBuilder().setName("Y").setDataType(DataType.TYPE_UINT8).addDims(-1);
        return config.build();
    }

    static ModelMetadataResponse metadata(String model) {
        ModelMetadataResponse.Builder metadata =
                ModelMetadataResponse.newBuilder().setName(model).addVersions("1");
        metadata.addInputsBuilder()
                .setName("X")
                .setDatatype("UINT8")
                .addShape(-1)
                .addShape(-1);
        metadata.addOutputsBuilder()
                .setName("Y")
                .setDatatype("UINT8")
                .addShape(-1)
                .addShape(-1);
        return metadata.build();
    }

    static boolean isFor(byte[] message, String model) {
        byte[] name = model.getBytes(StandardCharsets.UTF_8);
        return message.length >= NAME_AT + name.length
                && Arrays.equals(message, NAME_AT, NAME_AT + name.length, name, 0, name.length);
    }
}
