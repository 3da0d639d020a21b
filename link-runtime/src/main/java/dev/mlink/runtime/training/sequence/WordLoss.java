package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import dev.mlink.runtime.store.Vocabulary;

/**
 * How unlikely a decoder finds the words that were wanted: {@code -log softmax(z)[word]}, summed over the words of a text up
 * to and with its end, the mean over the batch. Padding does not count.
 */
public final class WordLoss extends Loss {

    public WordLoss() {
        super("words");
    }

    /**
     * @param labels one array [n, words]: the numbers of the wanted words, 0 where none is wanted
     * @param predictions one array [n, words, vocabulary]: z
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray words = labels.singletonOrThrow();
        NDArray wanted = words.neq(Vocabulary.PADDING).toType(DataType.FLOAT32, false);
        NDArray likelihood = predictions
                .singletonOrThrow()
                .logSoftmax(2)
                .gather(words.expandDims(2), 2)
                .squeeze(2);
        return likelihood.mul(wanted).sum(new int[] {1}).mean().neg();
    }
}
