package dev.mlink.runtime.calibration;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Answers of a made-up predictor.
 *
 * @param agreement probability that an answer of this certainty agrees; certainties are standard normal
 */
record Simulated(DoubleUnaryOperator agreement) {

    Evidence draw(int samples, SplittableRandom random) {
        double[] certainties = new double[samples];
        boolean[] agreed = new boolean[samples];
        for (int i = 0; i < samples; i++) {
            certainties[i] = random.nextGaussian();
            agreed[i] = random.nextDouble() < agreement.applyAsDouble(certainties[i]);
        }
        return new Evidence(certainties, agreed);
    }

    static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
