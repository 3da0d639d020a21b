package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.mlink.runtime.training.sequence.TextBatch;
import java.util.Arrays;

/**
 * What a link from or to a text sees and should say.
 *
 * @param source what it reads
 * @param target what it says; a text also goes in, word by word, as what was said before
 */
record SequenceExamples(Side source, Side target) implements Examples {

    /** One model's outputs on all samples. */
    sealed interface Side {
        int size();

        /** Numbers, as the network takes them or the loss wants them. */
        record Numbers(Matrix rows) implements Side {
            @Override
            public int size() {
                return rows.size();
            }
        }

        /**
         * Texts.
         *
         * @param rows word numbers, padded
         */
        record Texts(float[][] rows) implements Side {
            @Override
            public int size() {
                return rows.length;
            }

            TextBatch batch(int[] samples) {
                return new TextBatch(
                        Arrays.stream(samples).mapToObj(sample -> rows[sample]).toArray(float[][]::new));
            }
        }
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public NDList inputs(NDManager manager, int[] samples, boolean fitting) {
        NDList inputs = new NDList();
        if (source instanceof Side.Texts texts) {
            TextBatch batch = texts.batch(samples);
            inputs.add(batch.words(manager));
            inputs.add(batch.last(manager));
            if (target instanceof Side.Texts) {
                inputs.add(batch.real(manager));
            }
        } else if (source instanceof Side.Numbers numbers) {
            inputs.add(numbers.rows().rows(manager, samples));
        }
        if (target instanceof Side.Texts texts) {
            inputs.add(texts.batch(samples).before(manager));
        }
        return inputs;
    }

    @Override
    public NDList labels(NDManager manager, int[] samples) {
        return new NDList(label(manager, samples));
    }

    private NDArray label(NDManager manager, int[] samples) {
        return target instanceof Side.Texts texts
                ? texts.batch(samples).next(manager)
                : ((Side.Numbers) target).rows().rows(manager, samples);
    }
}
