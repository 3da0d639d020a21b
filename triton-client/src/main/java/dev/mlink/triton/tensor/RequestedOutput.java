package dev.mlink.triton.tensor;

import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import java.util.Map;

/** An output that a request asks for, with what it wants of it, such as {@code classification}. */
public record RequestedOutput(String name, Map<String, InferParameter> parameters) {
    public RequestedOutput {
        parameters = Map.copyOf(parameters);
    }

    /** The output as the model gives it. */
    public static RequestedOutput of(String name) {
        return new RequestedOutput(name, Map.of());
    }

    static RequestedOutput read(InferRequestedOutputTensor message) {
        return new RequestedOutput(message.getName(), message.getParametersMap());
    }

    InferRequestedOutputTensor write() {
        return InferRequestedOutputTensor.newBuilder()
                .setName(name)
                .putAllParameters(parameters)
                .build();
    }
}
