package dev.mlink.runtime.training;

import java.util.SplittableRandom;

/** Initial weights as the article's framework draws them: uniform within sqrt(6 / (in + out)). Equal seeds, equal weights. */
final class GlorotUniform {
    private final SplittableRandom random;

    GlorotUniform(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** @return [in, out], row-major */
    float[] draw(int in, int out) {
        double limit = Math.sqrt(6.0 / (in + out));
        float[] weights = new float[in * out];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-limit, limit);
        }
        return weights;
    }
}
