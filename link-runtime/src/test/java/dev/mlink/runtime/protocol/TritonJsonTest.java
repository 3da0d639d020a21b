package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInput;
import org.junit.jupiter.api.Test;

class TritonJsonTest {
    @Test
    void wholeNumbersStayNumbersAndDefaultsAreThere() {
        ModelConfig config = ModelConfig.newBuilder()
                .setName("m")
                .addInput(ModelInput.newBuilder()
                        .setName("X")
                        .setDataType(DataType.TYPE_FP32)
                        .addDims(1L << 40))
                .build();
        assertThat(new TritonJson().print(config).toString())
                .startsWith("{\"name\":\"m\",\"platform\":\"\"")
                .contains("\"max_batch_size\":0")
                .contains("\"data_type\":\"TYPE_FP32\"")
                .contains("\"dims\":[1099511627776]")
                .doesNotContain("sequence_batching");
    }
}
