package dev.mlink.triton.tensor;

import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferResponse.InferOutputTensor;
import java.util.Map;

/** One output of an answer, with what is said about it. */
public record AnsweredOutput(Tensor tensor, Map<String, InferParameter> parameters) {
    public AnsweredOutput {
        parameters = Map.copyOf(parameters);
    }

    /** An output about which nothing more is said. */
    public static AnsweredOutput of(Tensor tensor) {
        return new AnsweredOutput(tensor, Map.of());
    }

    InferOutputTensor head() {
        return InferOutputTensor.newBuilder()
                .setName(tensor.name())
                .setDatatype(tensor.datatype().name())
                .addAllShape(tensor.shape().dimensions())
                .putAllParameters(parameters)
                .build();
    }
}
