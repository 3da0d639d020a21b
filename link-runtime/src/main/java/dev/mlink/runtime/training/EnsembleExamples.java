package dev.mlink.runtime.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;

/**
 * What an ensemble sees: the last layers of all links, [samples, links * out], and which links are active,
 * [samples, links] of 0 and 1.
 *
 * @param votes last layers of the links before the activation, link after link
 * @param active which links take part
 * @param labels what the target said
 */
record EnsembleExamples(Matrix votes, Active active, Matrix labels) implements Examples {

    /** Says which links take part for one sample. */
    @FunctionalInterface
    interface Active {
        /** @return 1 for a link that takes part, else 0 */
        float[] of(int sample);
    }

    /** A new random activation set of at least two links each time a sample is seen. */
    static Active anew(int links, RandomGenerator random) {
        return sample -> draw(links, random);
    }

    /** A random activation set of at least two links for each sample, the same each time. */
    static Active fixed(int links, int samples, RandomGenerator random) {
        float[][] sets = new float[samples][];
        for (int sample = 0; sample < samples; sample++) {
            sets[sample] = draw(links, random);
        }
        return sample -> sets[sample];
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public NDList inputs(NDManager manager, int[] samples, boolean fitting) {
        float[][] sets = new float[samples.length][];
        int[] each = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            sets[i] = active.of(samples[i]);
            each[i] = i;
        }
        return new NDList(votes.rows(manager, samples), new Matrix(sets).rows(manager, each));
    }

    @Override
    public NDList labels(NDManager manager, int[] samples) {
        return new NDList(labels.rows(manager, samples));
    }

    /** One link alone has no weight to learn, so at least two are drawn. */
    private static float[] draw(int links, RandomGenerator random) {
        float[] set = new float[links];
        int active = 0;
        while (active < 2) {
            active = 0;
            for (int link = 0; link < links; link++) {
                set[link] = random.nextBoolean() ? 1 : 0;
                active += (int) set[link];
            }
        }
        return set;
    }
}
