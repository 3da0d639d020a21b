package dev.mlink.triton.tensor;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.ModelInferResponse.InferOutputTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model answers.
 *
 * @param version of the model that answered
 * @param id of the request
 * @param parameters of the answer
 * @param outputs in the order of the message
 */
public record InferenceResponse(
        String model, String version, String id, Map<String, InferParameter> parameters, List<AnsweredOutput> outputs) {

    public InferenceResponse {
        parameters = Map.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads a message with raw or typed contents. Raw bytes are shared, not copied.
     *
     * @throws InvalidTensorException when the server's tensors contradict themselves, which is the server's fault
     */
    public static InferenceResponse read(ModelInferResponse message) {
        List<AnsweredOutput> outputs = new ArrayList<>();
        for (InferOutputTensor output : message.getOutputsList()) {
            outputs.add(new AnsweredOutput(tensor(message, output, outputs.size()), output.getParametersMap()));
        }
        return new InferenceResponse(
                message.getModelName(),
                message.getModelVersion(),
                message.getId(),
                message.getParametersMap(),
                outputs);
    }

    /** The tensor of that name. */
    public Optional<Tensor> output(String name) {
        return outputs.stream()
                .map(AnsweredOutput::tensor)
                .filter(tensor -> tensor.name().equals(name))
                .findFirst();
    }

    /**
     * The message, always with raw contents and one entry per output also when it has no bytes: the Python client finds
     * raw contents by the output's place and does not read typed numbers.
     */
    public ModelInferResponse write() {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .setId(id)
                .putAllParameters(parameters);
        for (AnsweredOutput output : outputs) {
            message.addOutputs(output.head())
                    .addRawOutputContents(output.tensor().data());
        }
        return message.build();
    }

    private static Tensor tensor(ModelInferResponse message, InferOutputTensor output, int index) {
        Subject subject = Subject.tensor(output.getName());
        Datatype datatype =
                Datatype.named(output.getDatatype()).orElseThrow(() -> subject.unknownDatatype(output.getDatatype()));
        return new Tensor(
                output.getName(),
                datatype,
                new Shape(output.getShapeList()),
                data(message, output, index, subject, datatype));
    }

    private static ByteString data(
            ModelInferResponse message, InferOutputTensor output, int index, Subject subject, Datatype datatype) {
        if (message.getRawOutputContentsCount() > index) {
            return message.getRawOutputContents(index);
        }
        // no element leaves nothing to put in a list
        return output.getShapeList().contains(0L)
                ? ByteString.EMPTY
                : TypedContents.raw(subject, datatype, output.getContents());
    }
}
