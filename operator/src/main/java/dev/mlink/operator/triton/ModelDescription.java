package dev.mlink.operator.triton;

import com.google.protobuf.ByteString;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelMetadataResponse;
import dev.mlink.triton.wire.ModelOutput;
import java.util.List;

/**
 * What a loaded model says about itself. Fields of the configuration that our schema does not name are kept, so that
 * the bytes can be sent back to Triton and on to the runtimes.
 */
public record ModelDescription(ModelConfig config, ModelMetadataResponse metadata) {

    /** The configuration as {@code inference.ModelConfig}. */
    public ByteString configBytes() {
        return config.toByteString();
    }

    /** The metadata as {@code inference.ModelMetadataResponse}. */
    public ByteString metadataBytes() {
        return metadata.toByteString();
    }

    /** The versions that are loaded, as Triton lists them. */
    public List<String> versions() {
        return List.copyOf(metadata.getVersionsList());
    }

    /** Names of the input tensors, in the configuration's order. */
    public List<String> inputs() {
        return config.getInputList().stream().map(ModelInput::getName).toList();
    }

    /** Names of the output tensors, in the configuration's order. */
    public List<String> outputs() {
        return config.getOutputList().stream().map(ModelOutput::getName).toList();
    }
}
