package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.DataType;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInput;
import dev.mlink.triton.wire.ModelMetadataResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models that batch and models that do not, on the same samples. */
class SampleBatchTest {
    private final Tensor rows = Tensor.ofFloats("X", Datatype.FP32, Shape.of(3, 2), 1, 2, 3, 4, 5, 6);

    @Test
    void aBatchIsSplitUnderTheNamesOfAnotherModel() {
        SampleBatch batch = SampleBatch.of(List.of(rows), true, Map.of("X", "image"));
        Tensor part = batch.tensorsFor(route(8), 1, 3).get(0);
        assertThat(part.name()).isEqualTo("IN");
        assertThat(part.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(part.floats()).containsExactly(3, 4, 5, 6);
    }

    @Test
    void aModelWithoutBatchesGetsOneSampleWithoutTheAxis() {
        SampleBatch batch = SampleBatch.of(List.of(rows), true, Map.of("X", "image"));
        Tensor part = batch.tensorsFor(route(0), 2, 3).get(0);
        assertThat(part.shape()).isEqualTo(Shape.of(2));
        assertThat(part.floats()).containsExactly(5, 6);
    }

    @Test
    void aRequestWithoutBatchIsOneSample() {
        Tensor one = Tensor.ofFloats("X", Datatype.FP32, Shape.of(2), 1, 2);
        SampleBatch batch = SampleBatch.of(List.of(one), false, Map.of("X", "image"));
        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.tensorsFor(route(8), 0, 1).get(0).shape()).isEqualTo(Shape.of(1, 2));
    }

    @Test
    void anInputThatIsNotThereIsNamed() {
        SampleBatch batch = SampleBatch.of(List.of(rows), true, Map.of("X", "audio"));
        assertThatThrownBy(() -> batch.tensorsFor(route(8), 0, 1))
                .hasMessageContaining("model 'm' must be executed for this and needs the group's input 'image'");
    }

    @Test
    void someRowsAreABatchOfTheirOwn() {
        Tensor rows = Tensor.ofFloats("X", Datatype.FP32, Shape.of(3, 1), 1, 2, 3);
        SampleBatch some =
                SampleBatch.of(List.of(rows), true, Map.of("X", "image")).rows(List.of(0, 2));
        assertThat(some.size()).isEqualTo(2);
        assertThat(some.inputs().get("image").floats()).containsExactly(1, 3);
    }

    private static ModelRoute route(int maxBatchSize) {
        ModelConfig config = ModelConfig.newBuilder()
                .setName("m")
                .setMaxBatchSize(maxBatchSize)
                .addInput(ModelInput.newBuilder()
                        .setName("IN")
                        .setDataType(DataType.TYPE_FP32)
                        .addDims(2))
                .build();
        ModelSignature signature = ModelSignature.of(config, ModelMetadataResponse.getDefaultInstance());
        return new ModelRoute(
                "m",
                State.EXACT,
                Map.of("IN", "image"),
                "Y",
                "1",
                Optional.of(signature),
                List.of("t0"),
                Optional.empty(),
                "",
                ConfidenceRule.NONE,
                Optional.empty());
    }
}
