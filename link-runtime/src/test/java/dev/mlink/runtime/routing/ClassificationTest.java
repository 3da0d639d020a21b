package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static final Tensor SCORES = Tensor.ofFloats("Y", Datatype.FP32, Shape.of(2, 3), .25f, .5f, .25f, 3, 1, 2);

    @Test
    void theLargestOfEachSampleComeFirst() {
        Tensor classes = new Classification(2).of(SCORES, true);
        assertThat(classes.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(classes.strings()).containsExactly("0.500000:1", "0.250000:0", "3.000000:0", "2.000000:2");
    }

    @Test
    void noMoreThanThereAre() {
        assertThat(new Classification(99).of(SCORES, true).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(new Classification(1).of(SCORES, false).strings()).containsExactly("3.000000:3");
    }

    @Test
    void wholeNumbersArePrintedWhole() {
        Tensor counts = Tensor.ofLongs("Y", Datatype.INT32, Shape.of(2), 3, 7);
        assertThat(new Classification(1).of(counts, false).strings()).containsExactly("7:1");
    }

    @Test
    void textsHaveNoOrder() {
        Tensor text = Tensor.ofStrings("Y", Shape.of(1), "a");
        assertThatThrownBy(() -> new Classification(1).of(text, false))
                .hasMessageContaining("unsupported type 'BYTES'");
    }

    @Test
    void zeroAsksForTheTensor() {
        InferParameter none = InferParameter.newBuilder().setInt64Param(0).build();
        assertThat(Classification.of(new RequestedOutput("Y", Map.of("classification", none))))
                .isEmpty();
    }
}
