package dev.mlink.operator.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import dev.mlink.triton.wire.ModelConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationDigestTest {

    private static final String MODEL =
            """
            name: "class"
            backend: "onnxruntime"
            max_batch_size: 8
            input {name: "X" data_type: TYPE_FP32 dims: 3}
            output {name: "Y" data_type: TYPE_FP32 dims: 10}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instance_group {name: \"class_0\" kind: KIND_GPU count: 3 gpus: 1}",
                "version_policy {latest {num_versions: 1}}",
                "max_batch_size: 16",
                "dynamic_batching {max_queue_delay_microseconds: 100}",
                "model_warmup {name: \"zeros\" batch_size: 1}",
                "response_cache {enable: true}",
                "metric_tags {key: \"team\" value: \"vision\"}",
                "optimization {priority: PRIORITY_MAX input_pinned_memory {enable: true} eager_batching: true}",
            })
    void whereHowOftenAndHowFastIsNoOtherModel(String more) {
        assertThat(digest(MODEL + more)).isEqualTo(digest(MODEL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend: \"tensorrt\"",
                "platform: \"ensemble\"",
                "runtime: \"other\"",
                "default_model_filename: \"other.onnx\"",
                "parameters {key: \"scale\" value {string_value: \"1/255\"}}",
                "optimization {graph {level: 1}}",
                "optimization {execution_accelerators {gpu_execution_accelerator {name: \"tensorrt\"}}}",
                "ensemble_scheduling {step {model_name: \"part\" model_version: -1}}",
                "sequence_batching {direct {}}",
                "input {name: \"Z\" data_type: TYPE_FP32 dims: 1 optional: true}",
            })
    void whatMayAnswerOtherwiseIs(String more) {
        assertThat(digest(MODEL + more)).isNotEqualTo(digest(MODEL));
    }

    @Test
    void anotherOrderIsNone() {
        String first = "parameters {key: \"a\" value {string_value: \"1\"}}\n";
        String second = "parameters {key: \"b\" value {string_value: \"2\"}}\n";
        String input = "input {name: \"A\" data_type: TYPE_FP32 dims: 1}\n";

        assertThat(digest(MODEL + input + first + second)).isEqualTo(digest(input + MODEL + second + first));
    }

    @Test
    void whatANewerServerFillsInIsNone() {
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        ModelConfig.Builder config = model(MODEL).toBuilder();
        config.getInputBuilder(0).setUnknownFields(newer);

        assertThat(new ConfigurationDigest(config.setUnknownFields(newer).build()).hex())
                .isEqualTo(digest(MODEL));
    }

    private static String digest(String config) {
        return new ConfigurationDigest(model(config)).hex();
    }

    private static ModelConfig model(String config) {
        try {
            TextFormat.Parser lenient = TextFormat.Parser.newBuilder()
                    .setSingularOverwritePolicy(TextFormat.Parser.SingularOverwritePolicy.ALLOW_SINGULAR_OVERWRITES)
                    .build();
            ModelConfig.Builder parsed = ModelConfig.newBuilder();
            lenient.merge(config, parsed);
            return parsed.build();
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(config, e);
        }
    }
}
