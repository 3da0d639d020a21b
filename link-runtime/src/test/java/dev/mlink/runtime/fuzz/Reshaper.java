package dev.mlink.runtime.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.InferTensorContents;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Spoils a ModelInferRequest field by field, so that it can still be parsed: what is wrong with it is found further in than
 * with spoiled bytes, by what reads shapes, types and parameters.
 */
record Reshaper(RandomGenerator chance) {

    private static final List<Long> DIMENSIONS = List.of(
            -1L,
            0L,
            1L,
            2L,
            3L,
            8L,
            9L,
            1L << 16,
            1L << 31,
            1L << 32,
            1L << 60,
            1L << 62,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    private static final List<String> DATATYPES = List.of(
            "FP32", "FP64", "FP16", "BF16", "INT8", "INT32", "INT64", "UINT8", "UINT64", "BOOL", "BYTES", "", "fp32",
            "FP99");

    private static final List<String> NAMES =
            List.of("X", "Y", "image", "twice", "first", "always-five", "", "\u0000", "x/y");

    private static final List<String> PARAMETERS = List.of(
            "sequence_id",
            "sequence_start",
            "sequence_end",
            "priority",
            "timeout",
            "mlink_join",
            "mlink_sample",
            "mlink_exact",
            "classification",
            "binary_data",
            "binary_data_size",
            "shared_memory_region",
            "shared_memory_byte_size",
            "triton_enable_empty_final_response",
            "triton_surplus",
            "");

    private static final int LARGEST = 128;

    /** @throws IllegalArgumentException where the message is no ModelInferRequest to begin with */
    byte[] spoil(byte[] message) {
        ModelInferRequest.Builder request;
        try {
            request = ModelInferRequest.parseFrom(message).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("only a good request can be reshaped", e);
        }
        int changes = chance.nextInt(3) == 0 ? 2 + chance.nextInt(3) : 1;
        for (int i = 0; i < changes; i++) {
            change(request);
        }
        return request.build().toByteArray();
    }

    private void change(ModelInferRequest.Builder request) {
        switch (chance.nextInt(10)) {
            case 0 -> request.setModelName(one(NAMES));
            case 1 -> request.setModelVersion(one(List.of("1", "01", "99", "-1", "x", "")));
            case 2 -> request.setId(text());
            case 3 -> request.putParameters(one(PARAMETERS), parameter());
            case 4 -> raw(request);
            case 5 -> request.addOutputsBuilder().setName(one(NAMES)).putParameters(one(PARAMETERS), parameter());
            case 6 -> inputs(request);
            default -> request.getInputsBuilderList().stream()
                    .skip(request.getInputsCount() == 0 ? 0 : chance.nextInt(request.getInputsCount()))
                    .findFirst()
                    .ifPresent(this::change);
        }
    }

    private void change(InferInputTensor.Builder input) {
        switch (chance.nextInt(7)) {
            case 0 -> input.setName(one(NAMES));
            case 1 -> input.setDatatype(one(DATATYPES));
            case 2 -> input.addShape(one(DIMENSIONS));
            case 3 -> input.clearShape();
            case 4 -> input.putParameters(one(PARAMETERS), parameter());
            case 5 -> input.setContents(contents());
            default -> {
                if (input.getShapeCount() > 0) {
                    input.setShape(chance.nextInt(input.getShapeCount()), one(DIMENSIONS));
                }
            }
        }
    }

    private void raw(ModelInferRequest.Builder request) {
        if (request.getRawInputContentsCount() > 0 && chance.nextBoolean()) {
            request.setRawInputContents(chance.nextInt(request.getRawInputContentsCount()), bytes());
        } else if (chance.nextInt(3) == 0) {
            request.clearRawInputContents();
        } else {
            request.addRawInputContents(bytes());
        }
    }

    /** One too many, or one too few. */
    private void inputs(ModelInferRequest.Builder request) {
        if (request.getInputsCount() > 0 && chance.nextBoolean()) {
            request.removeInputs(chance.nextInt(request.getInputsCount()));
        } else if (request.getInputsCount() > 0) {
            request.addInputs(request.getInputs(0));
        } else {
            request.addInputsBuilder().setName(one(NAMES)).setDatatype(one(DATATYPES));
        }
    }

    private InferTensorContents contents() {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (int left = chance.nextInt(8); left > 0; left--) {
            switch (chance.nextInt(5)) {
                case 0 -> contents.addBoolContents(chance.nextBoolean());
                case 1 -> contents.addIntContents(chance.nextInt());
                case 2 -> contents.addUint64Contents(chance.nextLong());
                case 3 -> contents.addBytesContents(bytes());
                default -> contents.addFp32Contents(Float.intBitsToFloat(chance.nextInt()));
            }
        }
        return contents.build();
    }

    private InferParameter parameter() {
        InferParameter.Builder parameter = InferParameter.newBuilder();
        return switch (chance.nextInt(6)) {
            case 0 -> parameter.setBoolParam(chance.nextBoolean()).build();
            case 1 -> parameter.setInt64Param(one(DIMENSIONS)).build();
            case 2 -> parameter.setStringParam(text()).build();
            case 3 -> parameter
                    .setDoubleParam(Double.longBitsToDouble(chance.nextLong()))
                    .build();
            case 4 -> parameter.setUint64Param(chance.nextLong()).build();
            default -> parameter.build();
        };
    }

    private String text() {
        return chance.nextBoolean() ? one(NAMES) : Long.toString(one(DIMENSIONS));
    }

    private ByteString bytes() {
        byte[] bytes = new byte[chance.nextInt(LARGEST)];
        chance.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private <T> T one(List<T> of) {
        return of.get(chance.nextInt(of.size()));
    }
}
