package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.mlink.runtime.store.Vocabulary;

/**
 * Some texts as the framework takes them, no wider than the longest of them.
 *
 * @param rows word numbers, padded
 */
public record TextBatch(float[][] rows) {

    /** The words, [n, words]. */
    public NDArray words(NDManager manager) {
        int width = width();
        long[] words = new long[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) {
                words[row * width + i] = (long) rows[row][i];
            }
        }
        return manager.create(words, new Shape(rows.length, width));
    }

    /** 1 where a word is, 0 where padding is, [n, words]. */
    public NDArray real(NDManager manager) {
        int width = width();
        float[] real = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < length(rows[row]); i++) {
                real[row * width + i] = 1;
            }
        }
        return manager.create(real, new Shape(rows.length, width));
    }

    /** 1 at the last word, 0 elsewhere, and 0 everywhere for an empty text, [n, 1, words]. */
    public NDArray last(NDManager manager) {
        int width = width();
        float[] last = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            int length = length(rows[row]);
            if (length > 0) {
                last[row * width + length - 1] = 1;
            }
        }
        return manager.create(last, new Shape(rows.length, 1, width));
    }

    /** What a decoder has written before each word that it is to write: the start, then the words, [n, words + 1]. */
    public NDArray before(NDManager manager) {
        int width = width() + 1;
        long[] before = new long[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            before[row * width] = Vocabulary.START;
            for (int i = 0; i < length(rows[row]); i++) {
                before[row * width + i + 1] = (long) rows[row][i];
            }
        }
        return manager.create(before, new Shape(rows.length, width));
    }

    /** What it is to write: the words, then the end, then nothing, [n, words + 1]. */
    public NDArray next(NDManager manager) {
        int width = width() + 1;
        long[] next = new long[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            int length = length(rows[row]);
            for (int i = 0; i < length; i++) {
                next[row * width + i] = (long) rows[row][i];
            }
            next[row * width + length] = Vocabulary.END;
        }
        return manager.create(next, new Shape(rows.length, width));
    }

    /** Words of the longest text, at least 1. */
    private int width() {
        int width = 1;
        for (float[] row : rows) {
            width = Math.max(width, length(row));
        }
        return width;
    }

    private static int length(float[] row) {
        int length = 0;
        while (length < row.length && row[length] != Vocabulary.PADDING) {
            length++;
        }
        return length;
    }
}
