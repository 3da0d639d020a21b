package dev.mlink.operator.routing;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelConfigOrBuilder;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelOptimizationPolicy;
import dev.mlink.triton.wire.ModelOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Tells two configurations of a model apart that may answer otherwise: SHA-256 over all of it that is not about where, how
 * often, when and how fast it is executed. Two loads of the same files have the same digest, also when the operator has
 * sent the configuration back with other instances, or another server has filled in fields that are not known here.
 */
record ConfigurationDigest(ModelConfig config) {

    private static final int HEX_DIGITS = 8;

    /** Its first digits. */
    String hex() {
        return HexFormat.of().formatHex(sha256(answering())).substring(0, HEX_DIGITS);
    }

    private ModelConfig answering() {
        ModelConfig.Builder rest = known().toBuilder()
                .clearInstanceGroup() // the operator's, or Triton's own placement
                .clearVersionPolicy() // the version is told by itself
                .clearMaxBatchSize()
                .clearDynamicBatching()
                .clearModelWarmup()
                .clearResponseCache()
                .clearMetricTags()
                .clearModelMetrics();
        ModelOptimizationPolicy optimization = optimization(rest);
        rest.clearOptimization();
        if (optimization.getSerializedSize() > 0) {
            rest.setOptimization(optimization);
        }
        return ordered(rest);
    }

    /** Graphs and accelerators may calculate less exactly. */
    private static ModelOptimizationPolicy optimization(ModelConfigOrBuilder config) {
        return config.getOptimization().toBuilder()
                .clearPriority()
                .clearCuda()
                .clearInputPinnedMemory()
                .clearOutputPinnedMemory()
                .clearGatherKernelBufferThreshold()
                .clearEagerBatching()
                .build();
    }

    /** What Triton completes from the model's file has no order of its own. */
    private static ModelConfig ordered(ModelConfig.Builder config) {
        var inputs = config.getInputList().stream()
                .sorted(Comparator.comparing(ModelInput::getName))
                .toList();
        var outputs = config.getOutputList().stream()
                .sorted(Comparator.comparing(ModelOutput::getName))
                .toList();
        return config.clearInput()
                .addAllInput(inputs)
                .clearOutput()
                .addAllOutput(outputs)
                .build();
    }

    private ModelConfig known() {
        try {
            return DiscardUnknownFieldsParser.wrap(ModelConfig.parser()).parseFrom(config.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was just written can be read", e);
        }
    }

    /** Maps in the order of their keys. */
    private static byte[] sha256(ModelConfig config) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            CodedOutputStream bytes =
                    CodedOutputStream.newInstance(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            bytes.useDeterministicSerialization();
            config.writeTo(bytes);
            bytes.flush();
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
