package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses what Triton would refuse if the model were loaded, in its order and words: requested outputs, number of
 * inputs, batch, and then each input's datatype and shape.
 */
final class RequestValidation {
    private static final String BATCH_NOTE =
            "NOTE: Setting a non-zero max_batch_size in the model config requires a batch"
                    + " dimension to be prepended to each input shape. If you want to specify the full shape including the batch"
                    + " dim in your input dims config, try setting max_batch_size to zero. See the model configuration docs for"
                    + " more info on max_batch_size.";

    private final ModelSignature signature;
    private final ModelInferRequest request;

    private RequestValidation(ModelSignature signature, ModelInferRequest request) {
        this.signature = signature;
        this.request = request;
    }

    /** @throws Refusal INVALID_ARGUMENT with Triton's sentence */
    static void validate(ModelSignature signature, ModelInferRequest request) {
        new RequestValidation(signature, request).run();
    }

    private void run() {
        request.getOutputsList().forEach(this::requireOutput);
        requireCount();
        if (signature.batches()) {
            requireBatch();
        }
        request.getInputsList().forEach(input -> {
            TensorSignature declared = declared(input);
            requireDatatype(input, declared);
            requireShape(input, declared);
        });
        if (signature.batches()) {
            requireSamples();
        }
    }

    private void requireOutput(InferRequestedOutputTensor output) {
        if (signature.output(output.getName()).isEmpty()) {
            throw Refusal.invalid(
                    "unexpected inference output '" + output.getName() + "' for model '" + signature.name() + "'");
        }
    }

    private void requireCount() {
        Set<String> given = new LinkedHashSet<>();
        request.getInputsList().forEach(input -> {
            if (!given.add(input.getName())) {
                throw refusal("input '" + input.getName() + "' already exists in request");
            }
        });
        int most = signature.inputs().size();
        List<String> required = signature.inputs().stream()
                .filter(input -> !input.optional())
                .map(TensorSignature::name)
                .toList();
        if (given.size() <= most && given.size() >= required.size()) {
            return;
        }
        String expected = required.size() == most
                ? "expected " + most + " inputs"
                : "expected number of inputs between " + required.size() + " and " + most;
        throw refusal(expected + " but got " + given.size() + " inputs for model '" + signature.name()
                + "'. Got input(s) "
                + list(given.stream()) + ", but missing required input(s) "
                + missing(
                        required.stream().filter(name -> !given.contains(name)).toList())
                + ". Please provide all required input(s).");
    }

    private void requireBatch() {
        long batch = 0;
        for (InferInputTensor input : request.getInputsList()) {
            declared(input);
            if (input.getShapeCount() == 0) {
                throw refusal("input '" + input.getName() + "' has no shape but model requires batch dimension for '"
                        + signature.name() + "'");
            }
            if (batch != 0 && input.getShape(0) != batch) {
                throw refusal("input '" + input.getName() + "' batch size does not match other inputs for '"
                        + signature.name() + "'");
            }
            batch = input.getShape(0);
        }
        if (batch > signature.maxBatchSize()) {
            throw refusal("inference request batch-size must be <= " + signature.maxBatchSize() + " for '"
                    + signature.name() + "'");
        }
    }

    /** A batch of none is taken for one, a negative one by its lowest 32 bits; neither has the bytes that follow. */
    private void requireSamples() {
        for (int index = 0; index < request.getInputsCount(); index++) {
            InferInputTensor input = request.getInputs(index);
            long batch = input.getShape(0);
            if (batch <= 0) {
                long samples = batch == 0 ? 1 : batch & 0xFFFFFFFFL;
                long elements = input.getShapeList().stream().skip(1).reduce(samples, (a, b) -> a * b);
                long given = index < request.getRawInputContentsCount()
                        ? request.getRawInputContents(index).size()
                        : 0;
                throw refusal("input byte size mismatch for input '" + input.getName() + "' for model '"
                        + signature.name() + "'. Expected "
                        + elements * declared(input).datatype().elementBytes() + ", got " + given);
            }
        }
    }

    private TensorSignature declared(InferInputTensor input) {
        return signature
                .input(input.getName())
                .orElseThrow(() -> Refusal.invalid(
                        "unexpected inference input '" + input.getName() + "' for model '" + signature.name() + "'"));
    }

    private void requireDatatype(InferInputTensor input, TensorSignature declared) {
        Optional<Datatype> given = Datatype.named(input.getDatatype());
        if (!given.equals(Optional.of(declared.datatype()))) {
            throw refusal("inference input '" + input.getName() + "' data-type is '"
                    + given.map(Datatype::name).orElse("<invalid>") + "', but model '" + signature.name()
                    + "' expects '"
                    + declared.datatype() + "'");
        }
    }

    private void requireShape(InferInputTensor input, TensorSignature declared) {
        List<Long> shape = input.getShapeList();
        List<Long> sample = signature.batches() ? shape.subList(1, shape.size()) : shape;
        if (sample.size() == declared.dims().size() && sample.contains(-1L)) {
            throw refusal("All input dimensions should be specified for input '" + input.getName() + "' for model '"
                    + signature.name() + "', got " + text(shape.stream()));
        }
        if (!declared.accepts(sample)) {
            Stream<Long> batch = signature.batches() ? Stream.of(-1L) : Stream.of();
            throw refusal("unexpected shape for input '" + input.getName() + "' for model '" + signature.name()
                    + "'. Expected " + text(Stream.concat(batch, declared.dims().stream())) + ", got "
                    + text(shape.stream()) + ". " + (signature.batches() ? BATCH_NOTE : ""));
        }
    }

    private Refusal refusal(String sentence) {
        String id = request.getId().isEmpty() ? "<id_unknown>" : request.getId();
        return Refusal.invalid("[request id: " + id + "] " + sentence);
    }

    /** Triton takes the last character off, which is the bracket where nothing is missing. */
    private static String missing(List<String> names) {
        return names.isEmpty() ? "]" : list(names.stream());
    }

    private static String list(Stream<String> names) {
        return names.map(name -> "'" + name + "'").collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(Stream<Long> dims) {
        return dims.map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
