package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.InferenceRequest;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.InvalidTensorException;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.ModelInferRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A request that is answered here: validated against the model it asks for, its tensors read. */
final class ReadRequest {
    /** Says how an answer is written, not what is asked. */
    private static final Set<String> FORM = Set.of("binary_data_output");

    private final InferenceRequest request;
    private final ModelSignature signature;
    private final Map<String, Tensor> joined;

    private ReadRequest(InferenceRequest request, ModelSignature signature, Map<String, Tensor> joined) {
        this.request = request;
        this.signature = signature;
        this.joined = Map.copyOf(joined);
    }

    /** @throws Refusal in Triton's words */
    static ReadRequest read(ModelSignature signature, ModelInferRequest message) {
        RequestValidation.validate(signature, message);
        try {
            return new ReadRequest(InferenceRequest.read(message), signature, Map.of());
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

    /** Whether another request with the same inputs asks the same: no parameter of its own says otherwise. */
    boolean common() {
        return FORM.containsAll(request.parameters().keySet());
    }

    boolean asksFor(String output) {
        return outputs().isEmpty() || outputs().contains(output);
    }

    /** The same with inputs of the group that other requests for the sample carry; its own come first. */
    ReadRequest with(Map<String, Tensor> others) {
        return new ReadRequest(request, signature, others);
    }

    /** The samples under the names of the group's inputs. */
    SampleBatch samples(ModelRoute route) {
        SampleBatch own = SampleBatch.of(request.inputs(), signature.batches(), route.inputs());
        Map<String, Tensor> all = new HashMap<>(joined);
        all.putAll(own.inputs());
        return new SampleBatch(own.size(), all);
    }

    /** The samples of a request for the group, whose inputs are the group's. */
    SampleBatch groupSamples() {
        List<String> names =
                signature.inputs().stream().map(TensorSignature::name).toList();
        return SampleBatch.of(
                request.inputs(), signature.batches(), names.stream().collect(Collectors.toMap(n -> n, n -> n)));
    }
}
