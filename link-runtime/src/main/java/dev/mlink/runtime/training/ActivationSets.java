package dev.mlink.runtime.training;

import java.util.random.RandomGenerator;

/**
 * Random activation sets of up to three fifths of the models: a joint network that is trained with them serves every
 * set without being trained again.
 *
 * @param models of the group, at least two
 */
record ActivationSets(int models) {
    private static final double LARGEST_SHARE = .6;

    /** @return 1 for a model that is active, else 0; at least one is, and at least one is not */
    float[] draw(RandomGenerator random) {
        int largest = Math.min(models - 1, (int) Math.ceil(LARGEST_SHARE * models));
        int left = 1 + random.nextInt(largest);
        float[] set = new float[models];
        while (left > 0) {
            int model = random.nextInt(models);
            if (set[model] == 0) {
                set[model] = 1;
                left--;
            }
        }
        return set;
    }
}
