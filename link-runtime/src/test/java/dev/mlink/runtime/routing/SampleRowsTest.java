package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.Vocabulary;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRowsTest {
    private final SampleRows texts = new SampleRows(new Words(new Vocabulary(List.of("ein", "süßer", "hund"), 3)));
    private final SampleRows numbers = new SampleRows(new Form.Numbers(2));

    @Test
    void textsBecomeWordsAndTextsAgain() {
        Tensor captions =
                Tensor.ofStrings("caption", new Shape(List.of(3L, 1L)), "ein süßer hund", "", "hund  katze ein");
        float[] rows = texts.read(captions);
        assertThat(rows).containsExactly(4, 5, 6, 0, 0, 0, 6, Vocabulary.UNKNOWN, 4);
        rows[7] = 5;
        Tensor written = texts.write(signature(Datatype.BYTES, 1), 3, rows);
        assertThat(written.strings()).containsExactly("ein süßer hund", "", "hund süßer ein");
        assertThat(written.shape()).isEqualTo(new Shape(List.of(3L, 1L)));
    }

    @Test
    void bytesThatAreNoTextAreAnUnknownWord() {
        Tensor broken = Tensor.ofElements(
                "caption",
                new Shape(List.of(1L)),
                List.of(ByteString.fromHex("686ff0").concat(ByteString.copyFromUtf8(" hund"))));
        assertThat(texts.read(broken)).containsExactly(Vocabulary.UNKNOWN, 6, 0);
    }

    @Test
    void numbersStayWhatTheyAre() {
        Tensor tensor = Tensor.ofFloats("scores", Datatype.FP64, new Shape(List.of(2L, 2L)), 1, 2, 3, 4);
        assertThat(numbers.read(tensor)).containsExactly(1, 2, 3, 4);
        assertThat(numbers.write(signature(Datatype.INT8, 2), 1, new float[] {1.2f, 2.7f})
                        .longs())
                .containsExactly(1, 3);
    }

    @Test
    void textsFitTensorsOfBytesOnly() {
        texts.requireFit(signature(Datatype.BYTES, 1));
        texts.requireFit(signature(Datatype.BYTES, -1));
        numbers.requireFit(signature(Datatype.FP32, 2));
        assertThatThrownBy(() -> texts.requireFit(signature(Datatype.FP32, 1)))
                .hasMessageContaining("output 'out' holds FP32, its links texts");
        assertThatThrownBy(() -> numbers.requireFit(signature(Datatype.BYTES, 2)))
                .hasMessageContaining("output 'out' holds BYTES, its links numbers");
        assertThatThrownBy(() -> texts.requireFit(signature(Datatype.BYTES, 2))).hasMessageContaining("1 elements");
    }

    private static TensorSignature signature(Datatype datatype, long dim) {
        return new TensorSignature("out", datatype, List.of(dim), false);
    }
}
