package dev.mlink.runtime.routing;

import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Between the tensors that models and clients know and the rows that predictors take and give: numbers as they are, a text
 * as the numbers of its words.
 *
 * @param form of one sample
 */
record SampleRows(Form form) {

    /** How many elements one sample has in a tensor. */
    int elements() {
        return form instanceof Words ? 1 : form.size();
    }

    /**
     * Refuses a tensor that cannot hold such samples.
     *
     * @throws IllegalArgumentException saying why
     */
    void requireFit(TensorSignature tensor) {
        boolean texts = form instanceof Words;
        if (texts != (tensor.datatype() == Datatype.BYTES)) {
            throw new IllegalArgumentException("output '" + tensor.name() + "' holds " + tensor.datatype()
                    + ", its links " + (texts ? "texts" : "numbers") + "; declare the task that fits, and train again");
        }
        tensor.shapeOf(elements());
    }

    /** Every sample of a tensor, row-major; bytes that are no UTF-8 become U+FFFD. */
    float[] read(Tensor tensor) {
        return form instanceof Words words ? encoded(words, tensor) : tensor.floats();
    }

    /** Answers as the declared tensor, first axis the samples; words have one space between them. */
    Tensor write(TensorSignature tensor, int samples, float[] answers) {
        Shape shape = new Shape(Stream.concat(Stream.of((long) samples), tensor.shapeOf(elements()).stream())
                .toList());
        return form instanceof Words words
                ? Tensor.ofStrings(tensor.name(), shape, decoded(words, samples, answers))
                : Tensor.ofFloats(tensor.name(), tensor.datatype(), shape, answers);
    }

    private static float[] encoded(Words words, Tensor tensor) {
        List<Sentence> texts = tensor.elements().stream()
                .map(element -> Sentence.of(element.toStringUtf8()))
                .toList();
        float[] rows = new float[texts.size() * words.size()];
        for (int i = 0; i < texts.size(); i++) {
            words.encode(texts.get(i), rows, i * words.size());
        }
        return rows;
    }

    private static String[] decoded(Words words, int samples, float[] answers) {
        String[] texts = new String[samples];
        Arrays.setAll(
                texts, sample -> words.decode(answers, sample * words.size()).text());
        return texts;
    }
}
