package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;

/**
 * Leaves out elements of a state in a step. Drawn from a seed of its own: the framework has one generator for all threads,
 * and what is fitted beside must not matter.
 */
final class StateDropout {
    private final double rate;
    private final SplittableRandom random;

    /** @param rate share of the elements that is left out, from 0 to below 1 */
    StateDropout(double rate, long seed) {
        this.rate = rate;
        this.random = new SplittableRandom(seed);
    }

    /** The state in a step: zero for an element that is left out, else what keeps the sum. */
    NDArray of(NDArray state) {
        if (rate == 0) {
            return state;
        }
        float kept = (float) (1 / (1 - rate));
        float[] factors = new float[Math.toIntExact(state.size())];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : kept;
        }
        return state.mul(state.getManager().create(factors, state.getShape()));
    }
}
