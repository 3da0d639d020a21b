package dev.mlink.triton.tensor;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.InferTensorContents;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a model.
 *
 * @param version empty for the server's choice
 * @param id echoed in the answer; may be empty
 * @param parameters of the request; those of single inputs are not kept
 * @param inputs in the order of the message
 * @param outputs what is asked for, everything when empty
 */
public record InferenceRequest(
        String model,
        String version,
        String id,
        Map<String, InferParameter> parameters,
        List<Tensor> inputs,
        List<RequestedOutput> outputs) {
    private static final String SHARED_MEMORY = "shared_memory_region";
    private static final String SHARED_MEMORY_SIZE = "shared_memory_byte_size";

    public InferenceRequest {
        parameters = Map.copyOf(parameters);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The plainest request: any version, all outputs. */
    public static InferenceRequest of(String model, List<Tensor> inputs) {
        return new InferenceRequest(model, "", "", Map.of(), inputs, List.of());
    }

    /**
     * Reads a message, whose tensors come raw, all of them, or as typed contents. Raw bytes are shared, not copied.
     *
     * @throws InvalidTensorException in Triton's words, when an input has no data, data in two places, or not as many
     *     bytes as its shape says; for shared memory and for a datatype that the protocol does not have
     */
    public static InferenceRequest read(ModelInferRequest message) {
        List<ByteString> contents = contents(message);
        List<Tensor> inputs = new ArrayList<>();
        for (int index = 0; index < contents.size(); index++) {
            inputs.add(tensor(message, message.getInputs(index), contents.get(index)));
        }
        return new InferenceRequest(
                message.getModelName(),
                message.getModelVersion(),
                message.getId(),
                message.getParametersMap(),
                inputs,
                message.getOutputsList().stream().map(RequestedOutput::read).toList());
    }

    /** The message with raw contents, which is how Triton is fastest. */
    public ModelInferRequest write() {
        ModelInferRequest.Builder message = begin();
        for (Tensor input : inputs) {
            message.addInputs(head(input)).addRawInputContents(input.data());
        }
        return message.build();
    }

    /**
     * The message with typed contents, for a server that takes nothing else.
     *
     * @throws InvalidTensorException for FP16 and BF16, which exist only raw
     */
    public ModelInferRequest writeTyped() {
        ModelInferRequest.Builder message = begin();
        for (Tensor input : inputs) {
            message.addInputs(head(input)
                    .setContents(TypedContents.of(input)
                            .orElseThrow(() -> new InvalidTensorException("input '" + input.name() + "' is "
                                    + input.datatype() + ", which has no typed contents: send it raw"))));
        }
        return message.build();
    }

    private ModelInferRequest.Builder begin() {
        return ModelInferRequest.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .setId(id)
                .putAllParameters(parameters)
                .addAllOutputs(outputs.stream().map(RequestedOutput::write).toList());
    }

    private static InferInputTensor.Builder head(Tensor input) {
        return InferInputTensor.newBuilder()
                .setName(input.name())
                .setDatatype(input.datatype().name())
                .addAllShape(input.shape().dimensions());
    }

    /** The bytes of each input. All are found before any is measured, which is Triton's order too. */
    private static List<ByteString> contents(ModelInferRequest message) {
        List<ByteString> contents = new ArrayList<>();
        for (InferInputTensor input : message.getInputsList()) {
            Subject subject = subject(message, input);
            if (input.containsParameters(SHARED_MEMORY)) {
                throw input.containsParameters(SHARED_MEMORY_SIZE)
                        ? subject.inSharedMemory()
                        : subject.inSharedMemoryOfNoSize();
            }
            contents.add(
                    message.getRawInputContentsCount() == 0
                            ? typed(subject, input)
                            : raw(subject, message, input, contents.size()));
        }
        return contents;
    }

    /** Contents that are there but hold nothing are no bytes; without contents there is no data. */
    private static ByteString typed(Subject subject, InferInputTensor input) {
        boolean empty = input.hasContents() && input.getContents().equals(InferTensorContents.getDefaultInstance());
        return empty ? ByteString.EMPTY : TypedContents.raw(subject, datatype(subject, input), input.getContents());
    }

    private static ByteString raw(Subject subject, ModelInferRequest message, InferInputTensor input, int index) {
        if (input.hasContents()) {
            throw subject.contentsAndRaw();
        }
        if (index >= message.getRawInputContentsCount()) {
            throw subject.noData();
        }
        return message.getRawInputContents(index);
    }

    private static Tensor tensor(ModelInferRequest message, InferInputTensor input, ByteString data) {
        Subject subject = subject(message, input);
        if (input.getShapeList().stream().anyMatch(dimension -> dimension < 0)) {
            throw subject.notSpecified(input.getShapeList());
        }
        Datatype datatype = datatype(subject, input);
        Shape shape = new Shape(input.getShapeList());
        Tensor.requireFit(subject, datatype, shape, data);
        return new Tensor(input.getName(), datatype, shape, data);
    }

    private static Datatype datatype(Subject subject, InferInputTensor input) {
        return Datatype.named(input.getDatatype()).orElseThrow(() -> subject.unknownDatatype(input.getDatatype()));
    }

    private static Subject subject(ModelInferRequest message, InferInputTensor input) {
        return Subject.input(input.getName(), message.getModelName(), message.getId());
    }
}
