package dev.mlink.runtime.routing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelMetadataResponse;
import java.util.List;
import java.util.Optional;

/**
 * What a model takes and gives, remembered while it is not loaded.
 *
 * @param config as Triton gave it
 * @param metadata as Triton gave it
 * @param inputs in the order of the configuration
 * @param outputs in the order of the configuration
 */
public record ModelSignature(
        ModelConfig config,
        ModelMetadataResponse metadata,
        List<TensorSignature> inputs,
        List<TensorSignature> outputs) {

    public ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads the encoded answers of ModelConfig and ModelMetadata.
     *
     * @throws IllegalArgumentException when they are none
     */
    static ModelSignature parse(ByteString config, ByteString metadata) {
        try {
            return of(ModelConfig.parseFrom(config), ModelMetadataResponse.parseFrom(metadata));
        } catch (InvalidProtocolBufferException wrong) {
            throw new IllegalArgumentException("config or metadata is no encoded message of Triton", wrong);
        }
    }

    /** From what Triton says about a loaded model. */
    public static ModelSignature of(ModelConfig config, ModelMetadataResponse metadata) {
        List<TensorSignature> inputs = config.getInputList().stream()
                .map(input -> new TensorSignature(
                        input.getName(),
                        datatype(input.getName(), input.getDataType()),
                        input.getDimsList(),
                        input.getOptional()))
                .toList();
        List<TensorSignature> outputs = config.getOutputList().stream()
                .map(output -> new TensorSignature(
                        output.getName(),
                        datatype(output.getName(), output.getDataType()),
                        output.getDimsList(),
                        false))
                .toList();
        return new ModelSignature(config, metadata, inputs, outputs);
    }

    String name() {
        return config.getName();
    }

    /** Largest batch; 0 when the model does not batch and its tensors have no batch axis. */
    public int maxBatchSize() {
        return config.getMaxBatchSize();
    }

    public boolean batches() {
        return maxBatchSize() > 0;
    }

    /** Whether an answer depends on nothing but its request, and every request has one. */
    boolean stateless() {
        return !config.hasSequenceBatching()
                && !config.getModelTransactionPolicy().getDecoupled();
    }

    public Optional<TensorSignature> input(String name) {
        return named(inputs, name);
    }

    public Optional<TensorSignature> output(String name) {
        return named(outputs, name);
    }

    private static Optional<TensorSignature> named(List<TensorSignature> tensors, String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    private static Datatype datatype(String tensor, DataType configured) {
        return Datatype.of(configured)
                .orElseThrow(() -> new IllegalArgumentException("tensor '" + tensor + "' is " + configured
                        + ", which this version does not know; update the link-runtime"));
    }
}
