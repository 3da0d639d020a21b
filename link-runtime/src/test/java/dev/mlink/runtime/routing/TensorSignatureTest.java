package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.triton.tensor.Datatype;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorSignatureTest {
    @Test
    void theShapeOfAnAnswerFollowsFromTheDims() {
        assertThat(dims(2, 3).shapeOf(6)).containsExactly(2L, 3L);
        assertThat(dims(-1, 3).shapeOf(6)).containsExactly(2L, 3L);
        assertThat(dims(-1).shapeOf(6)).containsExactly(6L);
    }

    @Test
    void anAnswerThatDoesNotFitIsRefused() {
        for (TensorSignature wrong : List.of(dims(7), dims(-1, 4), dims(-1, -1), dims())) {
            assertThatThrownBy(() -> wrong.shapeOf(6)).hasMessageContaining("cannot hold an answer of 6 elements");
        }
    }

    @Test
    void anyExtentIsTakenWhereNoneIsDeclared() {
        assertThat(dims(-1, 3).accepts(List.of(9L, 3L))).isTrue();
        assertThat(dims(-1, 3).accepts(List.of(9L, 4L))).isFalse();
        assertThat(dims(-1, 3).accepts(List.of(3L))).isFalse();
    }

    private static TensorSignature dims(long... dims) {
        return new TensorSignature(
                "Y", Datatype.FP32, Arrays.stream(dims).boxed().toList(), false);
    }
}
