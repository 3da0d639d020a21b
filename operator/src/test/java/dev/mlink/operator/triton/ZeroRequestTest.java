package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroRequestTest {

    @Test
    void fillsTheLargestBatchWithZeros() {
        ModelInferRequest request = request(config(8, input("X", DataType.TYPE_FP32, 3, 2)));

        assertThat(request.getInputs(0).getShapeList()).containsExactly(8L, 3L, 2L);
        assertThat(request.getRawInputContents(0).size()).isEqualTo(8 * 3 * 2 * 4);
        assertThat(request.getRawInputContents(0).toByteArray()).containsOnly(0);
    }

    @Test
    void aModelThatDoesNotBatchIsAskedForOneSample() {
        ZeroRequest zeros = new ZeroRequest(config(0, input("X", DataType.TYPE_INT64, 3)));

        assertThat(zeros.batch()).isEqualTo(1);
        assertThat(zeros.message().getInputs(0).getShapeList()).containsExactly(3L);
    }

    @Test
    void whatTheConfigurationLeavesOpenIsOne() {
        assertThat(request(config(2, input("X", DataType.TYPE_UINT8, -1, 4)))
                        .getInputs(0)
                        .getShapeList())
                .containsExactly(2L, 1L, 4L);
    }

    @Test
    void textsAreEmpty() {
        ModelInferRequest request = request(config(2, input("X", DataType.TYPE_STRING, 1)));

        assertThat(request.getInputs(0).getDatatype()).isEqualTo("BYTES");
        assertThat(request.getRawInputContents(0).toByteArray()).containsExactly(new byte[2 * 4]);
    }

    @Test
    void leavesOutWhatIsOptional() {
        ModelInput optional =
                input("Z", DataType.TYPE_FP32, 1).toBuilder().setOptional(true).build();

        assertThat(request(config(1, input("X", DataType.TYPE_FP32, 1), optional))
                        .getInputsList())
                .extracting(ModelInferRequest.InferInputTensor::getName)
                .containsExactly("X");
    }

    @Test
    void noRequestIsLargerThanAQuarterOfAGibibyte() {
        int batch = new ZeroRequest(config(1024, input("X", DataType.TYPE_FP32, 1 << 20))).batch();

        assertThat(batch).isEqualTo(64);
    }

    private static ModelInferRequest request(ModelConfig config) {
        return new ZeroRequest(config).message();
    }

    private static ModelConfig config(int batch, ModelInput... inputs) {
        return ModelConfig.newBuilder()
                .setName("m")
                .setMaxBatchSize(batch)
                .addAllInput(List.of(inputs))
                .build();
    }

    private static ModelInput input(String name, DataType type, long... dims) {
        ModelInput.Builder input = ModelInput.newBuilder().setName(name).setDataType(type);
        for (long dim : dims) {
            input.addDims(dim);
        }
        return input.build();
    }
}
