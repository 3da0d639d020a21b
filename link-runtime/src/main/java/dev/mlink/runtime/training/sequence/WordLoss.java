package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.mlink.runtime.store.Vocabulary;

/**
 * How unlikely a decoder finds the words that were wanted: {@code -log softmax(z)[word]}, summed over the words of a text up
 * to and with its end, the mean over the batch. Padding does not count.
 */
public final class WordLoss {

    /**
     * @param words the numbers of the wanted words, 0 where none is wanted, [n, words]
     * @param scores z, [n, words, vocabulary]
     * @return one number
     */
    public NDArray of(NDArray words, NDArray scores) {
        NDArray wanted = words.neq(Vocabulary.PADDING).toType(DataType.FLOAT32, false);
        NDArray likelihood = scores.logSoftmax(2).gather(words.expandDims(2), 2).squeeze(2);
        return likelihood.mul(wanted).sum(new int[] {1}).mean().neg();
    }
}
