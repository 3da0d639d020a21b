package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.Digest;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictedOutputTest {
    private static final PredictorReference REFERENCE =
            new PredictorReference(List.of(), new Digest("sha256:" + "a".repeat(64)), .5, Optional.empty());

    private final PredictedOutput predicted =
            new PredictedOutput(rows(1, 2, 3, 4), new Confidences(new double[] {.9, .2, .8, .1}, true), List.of());

    @Test
    void exactRowsTakeThePlaceOfUnsureOnes() {
        PredictedOutput spliced = predicted.with(List.of(1, 3), rows(20, 40));
        assertThat(spliced.tensor().floats()).containsExactly(1, 20, 3, 40);
        assertThat(spliced.tensor().shape()).isEqualTo(Shape.of(4, 1));
        assertThat(spliced.predicted()).isTrue();
        Map<String, InferParameter> parameters = spliced.parameters(REFERENCE);
        assertThat(parameters.get("mlink_escalated").getStringParam()).isEqualTo("1,3");
        assertThat(parameters.get("mlink_confidence").getDoubleParam()).isEqualTo(.8);
        assertThat(parameters.get("mlink_confidences").getStringParam()).isEqualTo("0.9000,1.0000,0.8000,1.0000");
    }

    @Test
    void whereEveryRowIsExecutedNothingIsPredicted() {
        PredictedOutput executed = predicted.with(List.of(0, 1, 2, 3), rows(10, 20, 30, 40));
        assertThat(executed.predicted()).isFalse();
        assertThat(executed.tensor().floats()).containsExactly(10, 20, 30, 40);
        assertThat(executed.confidences().least()).isEqualTo(1);
    }

    @Test
    void aPredictionOfUnknownConfidenceSaysNothingOfIt() {
        PredictedOutput unknown = new PredictedOutput(rows(1), Confidences.unknown(1), List.of());
        assertThat(unknown.parameters(REFERENCE)).containsOnlyKeys("mlink_performance");
    }

    @Test
    void rowsOfAnotherFormAreRefused() {
        Tensor wide = Tensor.ofFloats("Y", Datatype.FP32, Shape.of(1, 2), 1, 2);
        assertThatThrownBy(() -> predicted.with(List.of(0), wide))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another form");
    }

    private static Tensor rows(float... values) {
        return Tensor.ofFloats("Y", Datatype.FP32, Shape.of(values.length, 1), values);
    }
}
