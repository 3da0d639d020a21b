package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.wire.ModelInferRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A request that is answered here: validated against the model it asks for, its tensors read. */
final class ReadRequest {
    private final InferenceRequest request;
    private final ModelSignature signature;

    private ReadRequest(InferenceRequest request, ModelSignature signature) {
        this.request = request;
        this.signature = signature;
    }

    /** @throws Refusal in Triton's words */
    static ReadRequest read(ModelSignature signature, ModelInferRequest message) {
        RequestValidation.validate(signature, message);
        try {
            return new ReadRequest(InferenceRequest.read(message), signature);
        } catch (InvalidTensorException wrong) {
            throw Refusal.invalid(wrong.getMessage());
        }
    }

    String id() {
        return request.id();
    }

    ModelSignature signature() {
        return signature;
    }

    /** How many samples it has. */
    long size() {
        return signature.batches() && !request.inputs().isEmpty()
                ? request.inputs().get(0).shape().first()
                : 1;
    }

    /** The outputs asked for by name; empty when everything is. */
    Set<String> outputs() {
        return request.outputs().stream().map(RequestedOutput::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The answer as it was asked for: outputs by their classes, where the request says so. */
    InferenceResponse inFormOf(InferenceResponse answer) {
        Map<String, Classification> classified = new HashMap<>();
        request.outputs().forEach(output -> Classification.of(output)
                .ifPresent(classes -> classified.put(output.name(), classes)));
        return classified.isEmpty() ? answer : Classification.applied(answer, classified, signature.batches());
    }

    /** The samples under the names of the group's inputs. */
    SampleBatch samples(ModelRoute route) {
        return SampleBatch.of(request.inputs(), signature.batches(), route.inputs());
    }

    /** The samples of a request for the group, whose inputs are the group's. */
    SampleBatch groupSamples() {
        List<String> names =
                signature.inputs().stream().map(TensorSignature::name).toList();
        return SampleBatch.of(
                request.inputs(), signature.batches(), names.stream().collect(Collectors.toMap(n -> n, n -> n)));
    }
}
