package dev.mlink.benchmark;

import java.util.Random;

/** Samples to answer for, the same in every run. */
final class RandomNumbers {
    private final Random random = new Random(1);

    float[] normal(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Numbers of words, from inclusive, to exclusive. */
    float[] words(int size, int from, int to) {
        float[] words = new float[size];
        for (int i = 0; i < size; i++) {
            words[i] = from + random.nextInt(to - from);
        }
        return words;
    }
}
