package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which hidden units stay in a step. Each network draws from its own seed, so that it learns the same whichever others
 * are fitted beside it.
 */
final class Dropout {
    private final double rate;
    private final int units;
    private final List<SplittableRandom> randoms;

    /**
     * @param rate share of the units that is left out, from 0 to below 1
     * @param seeds one for each network
     */
    Dropout(double rate, int units, List<Long> seeds) {
        this.rate = rate;
        this.units = units;
        this.randoms = seeds.stream().map(SplittableRandom::new).toList();
    }

    double rate() {
        return rate;
    }

    /** Zero for a unit that is left out, else what keeps the sum: [networks, samples, units]. */
    NDArray draw(NDManager manager, int samples) {
        float kept = (float) (1 / (1 - rate));
        float[] factors = new float[randoms.size() * samples * units];
        int to = 0;
        for (SplittableRandom random : randoms) {
            for (int i = 0; i < samples * units; i++) {
                factors[to++] = random.nextDouble() < rate ? 0 : kept;
            }
        }
        return manager.create(factors, new Shape(randoms.size(), samples, units));
    }
}
