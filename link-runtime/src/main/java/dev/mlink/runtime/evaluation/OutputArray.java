package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.store.NpyArray;
import java.util.Arrays;
import java.util.List;

/**
 * Outputs of one model as they are stored.
 *
 * @param model whose
 * @param array numbers, or byte strings of a Text; the first axis is the samples
 */
record OutputArray(ModelOutput model, NpyArray array) {

    boolean holdsTexts() {
        return model.task() == Task.TEXT;
    }

    /**
     * Each sample's output as a flat row.
     *
     * @throws IllegalArgumentException the array holds no numbers or is not what is declared
     */
    float[][] rows() {
        int width = array.columns();
        model.requireWidth(width);
        float[] flat = numbers();
        float[][] rows = new float[array.rows()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
        }
        return rows;
    }

    /**
     * Each sample's text.
     *
     * @throws IllegalArgumentException the array holds no texts or is not what is declared
     */
    List<Sentence> texts() {
        model.requireWidth(array.columns());
        try {
            return array.texts().stream().map(Sentence::of).toList();
        } catch (IllegalStateException noTexts) {
            throw new IllegalArgumentException(
                    "model '" + model.model() + "' answers with " + array
                            + " instead of texts; declare the task of what it answers, or an output tensor of BYTES",
                    noTexts);
        }
    }

    private float[] numbers() {
        try {
            return array.floats();
        } catch (IllegalStateException noNumbers) {
            throw new IllegalArgumentException(
                    "model '" + model.model() + "' answers with " + array
                            + " instead of numbers; declare an output tensor that holds scores, or the task Text",
                    noNumbers);
        }
    }
}
